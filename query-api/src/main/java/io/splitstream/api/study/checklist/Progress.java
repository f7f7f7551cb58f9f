package io.splitstream.api.study.checklist;

import io.splitstream.api.study.Session;
import java.util.List;

/** How far a session's tester is. */
public record Progress(Session session, List<ChecklistItem> items) {
    public Progress {
        items = List.copyOf(items);
    }

    public long completed() {
        return items.stream().filter(ChecklistItem::isCompleted).count();
    }
}
