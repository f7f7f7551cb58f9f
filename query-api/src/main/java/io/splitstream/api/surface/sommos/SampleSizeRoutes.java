package io.splitstream.api.surface.sommos;

import io.splitstream.api.decision.SampleSize;
import io.splitstream.api.decision.SampleSizeQuestion;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.statistics.MetricKind;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** The power question: it concerns no experiment, and nothing is stored. */
final class SampleSizeRoutes {
    private static final double USUAL_POWER = 0.8;
    private static final int USUAL_ARMS = 2;

    private SampleSizeRoutes() {}

    static Outcome<Answer> sampleSize(Call call) {
        SampleSizeQuestion question = question(call.body());
        return SampleSize.of(question).map(size -> Envelope.ok(answer(question, size)));
    }

    private static SampleSizeQuestion question(JsonObject body) {
        DecisionPlan usual = DecisionPlan.USUAL;
        return new SampleSizeQuestion(
                MetricKind.valueOf(body.getString("metric_kind").toUpperCase(Locale.ROOT)),
                body.getDouble("baseline"),
                body.getDouble("variance"),
                body.getDouble("minimum_detectable_effect"),
                body.getDouble("alpha", usual.alpha()),
                body.getDouble("power", USUAL_POWER),
                body.getInteger("arms", USUAL_ARMS),
                DecisionPlan.Mode.valueOf(
                        body.getString("mode", usual.mode().name()).toUpperCase(Locale.ROOT)),
                body.getLong("tuning_users", usual.tuningUsers()));
    }

    private static JsonObject answer(SampleSizeQuestion question, SampleSize size) {
        return new JsonObject()
                .put("users_per_arm", size.usersPerArm())
                .put("total_users", size.totalUsers())
                .put("arms", question.arms())
                .put("mode", question.mode().name().toLowerCase(Locale.ROOT))
                .put("alpha", question.alpha())
                .put("alpha_per_comparison", size.alphaPerComparison())
                .put("power", question.power())
                .put("minimum_detectable_effect", question.relativeEffect());
    }
}
