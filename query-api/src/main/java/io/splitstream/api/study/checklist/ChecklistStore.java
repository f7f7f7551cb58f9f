package io.splitstream.api.study.checklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where checklists are kept. Calls block, and join the transaction of whoever works on the session. */
public interface ChecklistStore {
    /** A session's tasks, in order; none before the list is generated. */
    List<ChecklistItem> of(String sessionId);

    void insert(String sessionId, List<ChecklistItem> items);

    /** Says when a task was completed; null for not completed. */
    void tick(String sessionId, String taskId, @Nullable Instant completedAt);
}
