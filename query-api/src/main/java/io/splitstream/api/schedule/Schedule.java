package io.splitstream.api.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches for ideas that come again.
 *
 * @param nextRunAt null while it is not enabled
 * @param lastRunAt null before the first
 */
public record Schedule(
        String id,
        String workspaceId,
        Plan plan,
        @Nullable Instant nextRunAt,
        @Nullable Instant lastRunAt,
        Instant createdAt,
        Instant updatedAt) {

    Schedule planned(Plan next, Instant now) {
        return new Schedule(id, workspaceId, next, next.firstAfter(now), lastRunAt, createdAt, now);
    }

    Schedule ran(Instant now) {
        return new Schedule(id, workspaceId, plan, plan.firstAfter(now), now, createdAt, updatedAt);
    }

    /**
     * What is wanted.
     *
     * @param dayOfWeek 1 for Monday to 7 for Sunday
     * @param ideasPerRun 1 to 10
     * @param targetPages of the site; none for its home page
     */
    public record Plan(
            String siteId,
            boolean enabled,
            Frequency frequency,
            int dayOfWeek,
            int ideasPerRun,
            String outputType,
            List<String> targetPages) {
        public Plan {
            targetPages = List.copyOf(targetPages);
        }

        @Nullable
        Instant firstAfter(Instant now) {
            return enabled ? frequency.next(DayOfWeek.of(dayOfWeek), now) : null;
        }
    }
}
