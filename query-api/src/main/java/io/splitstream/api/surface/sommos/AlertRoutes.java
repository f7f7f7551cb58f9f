package io.splitstream.api.surface.sommos;

import io.splitstream.api.alert.Alerts;
import io.splitstream.api.alert.KeptAlert;
import io.splitstream.api.delivery.Channel;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts of an experiment and of the workspace, and the channels that they go to. */
final class AlertRoutes {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 100;

    private final SommosUseCases useCases;
    private final Alerts alerts;
    private final Deliveries deliveries;

    AlertRoutes(SommosUseCases useCases) {
        this.useCases = useCases;
        this.alerts = useCases.alerts();
        this.deliveries = useCases.deliveries();
    }

    Outcome<Answer> ofExperiment(Call call) {
        return useCases.experiments()
                .get(call.caller().workspaceId(), call.path("experimentId"))
                .map(experiment -> list(call, experiment.id()));
    }

    Outcome<Answer> ofWorkspace(Call call) {
        return Outcome.done(list(call, null));
    }

    Outcome<Answer> openChannel(Call call) {
        JsonObject body = call.body();
        Channel.Kind kind = Channel.Kind.of(body.getString("kind"));
        String target = body.getString(kind == Channel.Kind.WEBHOOK ? "url" : "address", "");
        List<String> events = body.getJsonArray("events").stream()
                .map(String::valueOf)
                .distinct()
                .toList();
        return deliveries
                .open(call.caller().workspaceId(), Alerts.OWNER, kind, target, events)
                .map(channel ->
                        new Answer(201, Envelope.of(AlertView.channel(channel).put("secret", channel.secret()))));
    }

    Outcome<Answer> listChannels(Call call) {
        List<Channel> channels = deliveries.channels(call.caller().workspaceId(), Alerts.OWNER);
        return Outcome.done(Envelope.ok(JsonForms.array(channels, AlertView::channel)));
    }

    Outcome<Answer> deleteChannel(Call call) {
        return deliveries
                .remove(call.caller().workspaceId(), Alerts.OWNER, call.path("channelId"))
                .map(channel -> Envelope.ok(AlertView.channel(channel), "Channel deleted successfully"));
    }

    Outcome<Answer> listDeliveries(Call call) {
        int limit = limit(call);
        int offset = call.queryNumber("offset", 0);
        return deliveries
                .log(call.caller().workspaceId(), Alerts.OWNER, call.path("channelId"), limit, offset)
                .map(found -> new Answer(
                        200,
                        Envelope.of(JsonForms.array(found, AlertView::delivery))
                                .put("meta", Envelope.page(found.size(), limit, offset))));
    }

    private Answer list(Call call, @Nullable String experimentId) {
        int limit = limit(call);
        int offset = call.queryNumber("offset", 0);
        List<KeptAlert> found = alerts.list(call.caller().workspaceId(), experimentId, limit, offset);
        return new Answer(
                200,
                Envelope.of(JsonForms.array(found, AlertView::of))
                        .put("meta", Envelope.page(found.size(), limit, offset)));
    }

    private static int limit(Call call) {
        return Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST);
    }
}
