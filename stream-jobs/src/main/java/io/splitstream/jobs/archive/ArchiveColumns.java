package io.splitstream.jobs.archive;

import io.splitstream.contracts.event.EventSource;
import io.splitstream.jobs.archive.core.ArchivedEvent;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.core.Lateness;
import java.util.List;

/** Events as rows of table {@code events}. */
final class ArchiveColumns {
    /** The columns that {@link #append} writes, in order. */
    static final List<String> NAMES = List.of(
            "workspace_id",
            "experiment_id",
            "user_id",
            "event_id",
            "variant_id",
            "event_type",
            "event_value",
            "event_data",
            "session_id",
            "timestamp",
            "timestamp_replaced",
            "received_at",
            "logged_at",
            "late",
            "source",
            "user_agent_class",
            "address",
            "kafka_partition",
            "kafka_offset",
            "ver");

    private ArchiveColumns() {}

    static void append(ArchivedEvent archived, Lateness lateness, RowBuffer out) {
        EventSource event = archived.event();
        out.text(event.workspaceId())
                .text(event.experimentId())
                .text(event.userId())
                .text(event.eventId())
                .text(event.variantId())
                .text(event.eventType())
                // Decimal(18, 4) is eight bytes of ten-thousandths, which is what an event carries.
                .nullableLong(event.hasValue(), event.value())
                .nullableText(event.data())
                .nullableText(event.sessionId())
                .time(event.timestamp())
                .flag(event.timestampReplaced())
                .time(event.receivedAt())
                .time(archived.loggedAt())
                .flag(archived.late(lateness))
                .text(event.source())
                .text(event.userAgentClass())
                .text(event.address())
                .integer(archived.partition(), Short.BYTES)
                .integer(archived.offset(), Long.BYTES)
                .integer(archived.version(), Long.BYTES);
    }
}
