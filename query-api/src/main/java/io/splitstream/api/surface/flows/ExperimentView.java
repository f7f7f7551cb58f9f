package io.splitstream.api.surface.flows;

import io.splitstream.api.experiment.Course;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An experiment in JSON. */
final class ExperimentView {
    private static final String TYPE = "ab_test";

    private ExperimentView() {}

    /** As lists have it: of its variants, what they are. */
    static JsonObject brief(Experiment experiment, long assignments) {
        Description words = experiment.description();
        Course course = experiment.course();
        return new JsonObject()
                .put("id", experiment.id())
                .put("name", words.name())
                .put("description", words.text())
                .put("type", TYPE)
                .put("status", FlowStatus.word(experiment.status()))
                .put("audienceId", experiment.design().audienceId())
                .put("startDate", JsonForms.time(start(experiment)))
                .put("endDate", JsonForms.time(end(experiment)))
                .put("createdAt", JsonForms.time(course.createdAt()))
                .put("updatedAt", JsonForms.time(course.updatedAt()))
                .put("variants", JsonForms.array(experiment.design().variants(), ExperimentView::variant))
                .put("_count", new JsonObject().put("assignments", assignments));
    }

    /** As it stands alone: of its variants, all. */
    static JsonObject whole(Experiment experiment, long assignments) {
        return brief(experiment, assignments)
                .put("variants", JsonForms.array(experiment.design().variants(), variant -> variant(variant)
                        .put("config", JsonForms.object(variant.config()))));
    }

    static JsonObject variant(ExperimentVariant variant) {
        return new JsonObject()
                .put("id", variant.id())
                .put("name", variant.name())
                .put("splitPercentage", JsonForms.number(variant.allocation()))
                .put("flowId", variant.flowId());
    }

    /** When it started; before, when it is meant to. */
    static @Nullable Instant start(Experiment experiment) {
        Instant started = experiment.course().startedAt();
        return started == null ? experiment.description().startDate() : started;
    }

    /** When it was completed; before, when it is meant to be. */
    static @Nullable Instant end(Experiment experiment) {
        Instant completed = experiment.course().completedAt();
        return completed == null ? experiment.description().endDate() : completed;
    }
}
