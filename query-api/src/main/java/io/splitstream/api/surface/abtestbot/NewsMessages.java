package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.delivery.Message;
import io.splitstream.api.idea.Idea;
import io.splitstream.api.idea.IdeaRun;
import io.splitstream.api.idea.IdeaStatus;
import io.splitstream.api.news.News;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** News as messages {@code {type, timestamp, data}} to the workspace's webhooks; copies of one have one id. */
public final class NewsMessages implements News {
    private final Deliveries deliveries;
    private final Clock clock;

    public NewsMessages(Deliveries deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Override
    public void ideasGenerated(IdeaRun run, List<Idea> ideas, @Nullable String error) {
        JsonObject data = new JsonObject()
                .put("site_id", run.siteId())
                .put("ideas", JsonForms.array(ideas, IdeaView::listed))
                .put("error", error);
        tell(run.workspaceId(), "ideas.generated", run.id(), data);
    }

    @Override
    public void ideaMoved(Idea idea, IdeaStatus before) {
        JsonObject data = new JsonObject()
                .put("idea_id", idea.id())
                .put("site_id", idea.site().id())
                .put("title", idea.proposal().title())
                .put("previous_status", before.word())
                .put("status", idea.status().word());
        String version =
                idea.id() + idea.updatedAt().toEpochMilli() + idea.status().word();
        tell(idea.site().workspaceId(), "idea.status_changed", version, data);
    }

    @Override
    public void experimentLaunched(SiteTest test) {
        experiment(test, "experiment.launched");
    }

    @Override
    public void experimentCompleted(SiteTest test) {
        experiment(test, "experiment.completed");
    }

    private void experiment(SiteTest test, String type) {
        JsonObject data = ExperimentView.summary(test)
                .put("experiment_id", test.experiment().id())
                .put("winner_variant_id", test.experiment().course().winnerVariantId());
        tell(test.site().workspaceId(), type, test.experiment().id(), data);
    }

    private void tell(String workspaceId, String type, String key, JsonObject data) {
        byte[] name = (type + "\n" + workspaceId + "\n" + key).getBytes(StandardCharsets.UTF_8);
        String id = "msg_" + UUID.nameUUIDFromBytes(name).toString().replace("-", "");
        String body = new JsonObject()
                .put("type", type)
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("data", data)
                .encode();
        deliveries.publish(workspaceId, WebhookRoutes.OWNER, type, new Message(id, type, body, type, body));
    }
}
