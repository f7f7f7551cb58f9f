package io.splitstream.api.surface.sommos;

import io.splitstream.api.alert.AlertMessages;
import io.splitstream.api.alert.KeptAlert;
import io.splitstream.api.delivery.Channel;
import io.splitstream.api.delivery.Delivery;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Alerts and their channels in JSON. */
public final class AlertView {
    private AlertView() {}

    /** The body of a webhook's message: {@code {type, timestamp, data}}. */
    public static String message(KeptAlert kept) {
        return new JsonObject()
                .put("type", AlertMessages.TYPE)
                .put("timestamp", Instant.ofEpochMilli(kept.alert().raisedAt()).toString())
                .put("data", of(kept))
                .encode();
    }

    static JsonObject of(KeptAlert kept) {
        Alert alert = kept.alert();
        AlertFigures figures = alert.figures();
        return new JsonObject()
                .put("id", alert.id())
                .put("experiment_id", alert.experimentId())
                .put("version", alert.version())
                .put("weight_epoch", alert.weightEpoch())
                .put("event", alert.rule().kind().topic().word())
                .put("kind", alert.rule().kind().word())
                .put("metric_name", alert.rule().metric())
                .put("variant_id", alert.rule().variantId())
                .put("message", AlertMessages.sentence(alert))
                .put(
                        "figures",
                        new JsonObject()
                                .put("value", figures.value())
                                .put("control_value", figures.controlValue())
                                .put("threshold", figures.threshold())
                                .put("p_value", figures.pValue())
                                .put("n", figures.units())
                                .put("verdict", figures.verdict())
                                .put("previous_verdict", figures.previousVerdict()))
                .put("complete_until", time(alert.completeUntil()))
                .put("raised_at", Instant.ofEpochMilli(alert.raisedAt()).toString())
                .put("paused_at", JsonForms.time(kept.pausedAt()));
    }

    static JsonObject channel(Channel channel) {
        return new JsonObject()
                .put("id", channel.id())
                .put("kind", channel.kind().word())
                .put(channel.kind() == Channel.Kind.WEBHOOK ? "url" : "address", channel.target())
                .put("events", new JsonArray(channel.topics()))
                .put("active", channel.closedBecause() == null)
                .put("closed_because", channel.closedBecause())
                .put("created_at", JsonForms.time(channel.createdAt()));
    }

    static JsonObject delivery(Delivery.Logged delivery) {
        return new JsonObject()
                .put("id", String.valueOf(delivery.id()))
                .put("message_id", delivery.messageId())
                .put("type", delivery.type())
                .put("state", delivery.state())
                .put("attempts", delivery.attempts())
                .put("response_status", delivery.status())
                .put("reason", delivery.reason())
                .put("created_at", JsonForms.time(delivery.createdAt()))
                .put("next_attempt_at", JsonForms.time(delivery.nextAttemptAt()))
                .put("finished_at", JsonForms.time(delivery.finishedAt()));
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
