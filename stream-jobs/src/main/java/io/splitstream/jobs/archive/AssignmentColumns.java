package io.splitstream.jobs.archive;

import io.splitstream.contracts.event.Assignment;
import io.splitstream.jobs.archive.core.ArchivedAssignment;
import io.splitstream.jobs.connector.RowBuffer;
import java.util.List;
import java.util.Map;

/** Assignments as rows of table {@code assignments}. */
final class AssignmentColumns {
    /** The columns that {@link #append} writes, in order. */
    static final List<String> NAMES = List.of(
            "workspace_id",
            "experiment_id",
            "user_id",
            "variant_id",
            "weight_epoch",
            "assigned_at",
            "attributes",
            "logged_at",
            "kafka_partition",
            "kafka_offset",
            "ver");

    private AssignmentColumns() {}

    static void append(ArchivedAssignment archived, RowBuffer out) {
        Assignment assignment = archived.assignment();
        out.text(assignment.workspaceId())
                .text(assignment.experimentId())
                .text(assignment.userId())
                .text(assignment.variantId())
                .integer(assignment.weightEpoch(), Integer.BYTES)
                .time(assignment.assignedAt())
                .length(assignment.attributes().size());
        for (Map.Entry<String, String> attribute : assignment.attributes().entrySet()) {
            out.text(attribute.getKey()).text(attribute.getValue());
        }
        out.time(archived.loggedAt())
                .integer(archived.partition(), Short.BYTES)
                .integer(archived.offset(), Long.BYTES)
                .integer(archived.versionLow(), Long.BYTES)
                .integer(archived.versionHigh(), Long.BYTES);
    }
}
