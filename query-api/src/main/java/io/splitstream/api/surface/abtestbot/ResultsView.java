package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.decision.Appraised;
import io.splitstream.api.decision.ArmEvidence;
import io.splitstream.api.decision.DecisionReason;
import io.splitstream.api.decision.Recommendation;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.site.Goal;
import io.splitstream.statistics.Comparison;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an experiment's variants achieved, in JSON: visitors are counted, not events. */
final class ResultsView {
    private ResultsView() {}

    static JsonObject of(SiteTest test, Appraised appraised) {
        Recommendation recommendation = appraised.recommendation();
        ExperimentStatistics statistics = appraised.statistics();
        return new JsonObject()
                .put("experiment_id", test.experiment().id())
                .put("status", test.experiment().status().word())
                .put("variants", JsonForms.array(test.experiment().design().variants(), variant -> {
                    Comparison comparison = appraised.evidence().arms().stream()
                            .filter(arm -> arm.variantId().equals(variant.id()))
                            .findFirst()
                            .map(ArmEvidence::comparison)
                            .orElse(null);
                    return variant(test, variant, statistics.total(variant.id()), comparison);
                }))
                .put("recommendation", recommendation.verdict().name())
                .put("confidence", recommendation.confidence().word())
                .put("reasoning", JsonForms.array(recommendation.reasons(), DecisionReason::sentence))
                .put("crossovers", statistics.crossovers())
                .put("complete_until", JsonForms.time(statistics.completeUntil()));
    }

    private static JsonObject variant(
            SiteTest test, ExperimentVariant variant, Cell total, @Nullable Comparison comparison) {
        long converted = whole(total.total(Measure.CONVERTERS));
        return new JsonObject()
                .put("variant_id", variant.id())
                .put("variant_name", variant.name())
                .put("is_control", variant.control())
                .put("visitors", total.users())
                .put("conversions", converted)
                .put("conversion_rate", rate(converted, total.users()))
                .put("lift", comparison == null ? null : comparison.relativeLift())
                .put(
                        "probability_better",
                        comparison == null
                                ? null
                                : comparison
                                        .bayesian()
                                        .value()
                                        .map(Comparison.Bayesian::probabilityBetter)
                                        .orElse(null))
                .put("goals", goals(test, total));
    }

    private static JsonArray goals(SiteTest test, Cell total) {
        JsonArray view = new JsonArray();
        List<Goal> goals = test.design().goals();
        for (int i = 0; i < goals.size(); i++) {
            Goal goal = goals.get(i);
            Measure reached = i == 0
                    ? Measure.CONVERTERS
                    : test.experiment()
                            .design()
                            .metrics()
                            .named(goal.id())
                            .map(Metric::numerator)
                            .orElse(Measure.CONVERTERS);
            long users = whole(total.total(reached));
            view.add(new JsonObject()
                    .put("goal_id", goal.id())
                    .put("name", goal.name())
                    .put("conversions", users)
                    .put("conversion_rate", rate(users, total.users())));
        }
        return view;
    }

    private static long whole(BigDecimal number) {
        return number.longValueExact();
    }

    private static @Nullable Double rate(long part, long of) {
        return of == 0 ? null : (Double) ((double) part / of);
    }
}
