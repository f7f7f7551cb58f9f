package io.splitstream.jobs.archive;

import io.splitstream.contracts.event.RefusedEvent;
import io.splitstream.jobs.archive.core.LoggedRefusal;
import io.splitstream.jobs.connector.RowBuffer;
import java.util.List;

/** Refused events as rows of table {@code rejected_events}. */
final class RefusalColumns {
    /** The columns that {@link #append} writes, in order. */
    static final List<String> NAMES = List.of(
            "workspace_id",
            "experiment_id",
            "rejected_at",
            "code",
            "message",
            "excerpt",
            "kafka_partition",
            "kafka_offset");

    private RefusalColumns() {}

    static void append(RefusedEvent event, LoggedRefusal logged, RowBuffer out) {
        out.text(event.workspaceId())
                .text(event.experimentId())
                .time(event.time())
                .text(event.code())
                .text(event.message())
                .text(event.excerpt())
                .integer(logged.partition(), Short.BYTES)
                .integer(logged.offset(), Long.BYTES);
    }
}
