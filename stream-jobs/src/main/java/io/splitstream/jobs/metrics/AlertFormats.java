package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertCodec;
import io.splitstream.jobs.connector.RowBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** The forms that alerts take on their way out: record, row, and what waits in a checkpoint. */
final class AlertFormats {
    /** The columns of table {@code alerts}, in the order of {@link #append}. */
    static final List<String> COLUMNS = List.of(
            "id",
            "workspace_id",
            "experiment_id",
            "version",
            "weight_epoch",
            "kind",
            "metric",
            "variant_id",
            "value",
            "control_value",
            "threshold",
            "p_value",
            "units",
            "complete_until",
            "raised_at",
            "ver");

    private AlertFormats() {}

    static void append(Alert alert, RowBuffer out) {
        out.text(alert.id())
                .text(alert.workspaceId())
                .text(alert.experimentId())
                .integer(alert.version(), Integer.BYTES)
                .integer(alert.weightEpoch(), Integer.BYTES)
                .text(alert.rule().kind().word())
                .nullableText(alert.rule().metric())
                .nullableText(alert.rule().variantId());
        number(alert.figures().value(), out);
        number(alert.figures().controlValue(), out);
        number(alert.figures().threshold(), out);
        number(alert.figures().pValue(), out);
        out.integer(alert.figures().units(), Long.BYTES)
                .time(alert.completeUntil())
                .time(alert.raisedAt())
                // 2^63 - raised_at, as an unsigned integer: the earliest copy is the highest version.
                .integer(Long.MIN_VALUE - alert.raisedAt(), Long.BYTES);
    }

    private static void number(@Nullable Double value, RowBuffer out) {
        out.nullableLong(value == null ? null : (Long) Double.doubleToLongBits(value));
    }

    /** The key of an alert's record: the experiment. */
    static final class RecordKey implements SerializationSchema<Alert> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] serialize(Alert alert) {
            return alert.experimentId().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The value of an alert's record: its JSON. */
    static final class RecordValue implements SerializationSchema<Alert> {
        private static final long serialVersionUID = 1L;
        private static final AlertCodec CODEC = new AlertCodec();

        @Override
        public byte[] serialize(Alert alert) {
            return CODEC.encode(alert);
        }
    }

    /** Alerts that wait for ClickHouse, in a checkpoint: their JSON. */
    static final class Waiting implements SimpleVersionedSerializer<Alert> {
        private static final int NEWEST_VERSION = 1;
        private static final AlertCodec CODEC = new AlertCodec();

        @Override
        public int getVersion() {
            return NEWEST_VERSION;
        }

        @Override
        public byte[] serialize(Alert alert) {
            return CODEC.encode(alert);
        }

        @Override
        public Alert deserialize(int version, byte[] bytes) throws IOException {
            if (version != NEWEST_VERSION) {
                throw new IOException("waiting alerts: state version " + version + " (newest known: " + NEWEST_VERSION
                        + "); run the release that wrote it, or a newer one");
            }
            return CODEC.decode(bytes);
        }
    }
}
