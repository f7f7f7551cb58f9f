package io.splitstream.api.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How often. */
public enum Frequency {
    DAILY,
    /** On one day of the week. */
    WEEKLY,
    /** On the first such day of each month. */
    MONTHLY;

    private static final LocalTime TIME = LocalTime.of(9, 0);

    /** The word in the store and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first run later than a time: at 09:00 UTC. */
    public Instant next(DayOfWeek day, Instant after) {
        OffsetDateTime now = after.atOffset(ZoneOffset.UTC);
        OffsetDateTime today = now.truncatedTo(ChronoUnit.DAYS).with(TIME);
        return switch (this) {
            case DAILY -> later(today, today.plusDays(1), after);
            case WEEKLY -> {
                OffsetDateTime next = today.with(TemporalAdjusters.nextOrSame(day));
                yield later(next, next.plusWeeks(1), after);
            }
            case MONTHLY -> {
                OffsetDateTime month = today.with(TemporalAdjusters.firstInMonth(day));
                yield later(month, month.plusMonths(1).with(TemporalAdjusters.firstInMonth(day)), after);
            }
        };
    }

    private static Instant later(OffsetDateTime first, OffsetDateTime second, Instant after) {
        return (first.toInstant().isAfter(after) ? first : second).toInstant();
    }
}
