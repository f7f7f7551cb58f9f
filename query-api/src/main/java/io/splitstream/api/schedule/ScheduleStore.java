package io.splitstream.api.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where schedules are kept. Calls block. */
public interface ScheduleStore {
    /**
     * Keeps a new schedule.
     *
     * @return false if the workspace has {@code most} already
     */
    boolean insert(Schedule schedule, int most);

    /** Newest first. */
    List<Schedule> list(String workspaceId);

    Optional<Schedule> find(String workspaceId, String scheduleId);

    void replace(Schedule schedule);

    /** Takes a schedule that is due, for the calling thread's transaction; one that another has taken is left out. */
    Optional<Schedule> takeDue(Instant now);
}
