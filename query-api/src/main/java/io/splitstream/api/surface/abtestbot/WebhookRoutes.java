package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.delivery.Channel;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.delivery.Delivery;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Webhooks and what was sent to them. */
final class WebhookRoutes {
    /** Whose channels these are. */
    static final String OWNER = "abtestbot";

    private final Deliveries deliveries;

    WebhookRoutes(AbtestbotUseCases useCases) {
        this.deliveries = useCases.deliveries();
    }

    Outcome<Answer> list(Call call) {
        List<Channel> active = deliveries.channels(call.caller().workspaceId(), OWNER).stream()
                .filter(channel -> channel.closedBecause() == null)
                .toList();
        return Outcome.done(Envelope.ok(call, JsonForms.array(active, WebhookRoutes::view)));
    }

    Outcome<Answer> create(Call call) {
        JsonObject body = call.body();
        List<String> events = body.getJsonArray("events").stream()
                .map(String::valueOf)
                .distinct()
                .toList();
        return deliveries
                .open(call.caller().workspaceId(), OWNER, Channel.Kind.WEBHOOK, body.getString("url"), events)
                .map(channel -> Envelope.of(201, call, view(channel).put("secret", channel.secret())));
    }

    Outcome<Answer> delete(Call call) {
        return deliveries
                .close(call.caller().workspaceId(), OWNER, call.path("webhookId"), "its owner deactivated it")
                .map(channel -> Envelope.ok(call, new JsonObject().put("deleted", true)));
    }

    Outcome<Answer> log(Call call) {
        return deliveries
                .log(
                        call.caller().workspaceId(),
                        OWNER,
                        call.path("webhookId"),
                        Envelope.limit(call),
                        Envelope.offset(call))
                .map(log -> Envelope.page(call, log, WebhookRoutes::logged));
    }

    Outcome<Answer> replay(Call call) {
        long id = Long.parseLong(call.path("deliveryId"));
        return deliveries
                .replay(call.caller().workspaceId(), OWNER, call.path("webhookId"), id)
                .map(delivery -> Envelope.of(202, call, logged(delivery)));
    }

    private static JsonObject view(Channel channel) {
        return new JsonObject()
                .put("id", channel.id())
                .put("url", channel.target())
                .put("events", new JsonArray(channel.topics()))
                .put("is_active", channel.closedBecause() == null)
                .put("created_at", JsonForms.time(channel.createdAt()));
    }

    private static JsonObject logged(Delivery.Logged delivery) {
        return new JsonObject()
                .put("id", String.valueOf(delivery.id()))
                .put("message_id", delivery.messageId())
                .put("event", delivery.type())
                .put("state", delivery.state())
                .put("attempts", delivery.attempts())
                .put("response_status", delivery.status())
                .put("reason", delivery.reason())
                .put("created_at", JsonForms.time(delivery.createdAt()))
                .put("next_attempt_at", JsonForms.time(delivery.nextAttemptAt()))
                .put("finished_at", JsonForms.time(delivery.finishedAt()));
    }
}
