package io.splitstream.api.surface.sommos;

import io.splitstream.api.decision.Appraised;
import io.splitstream.api.decision.ArmEvidence;
import io.splitstream.api.decision.ArmRecommendation;
import io.splitstream.api.decision.DecisionReason;
import io.splitstream.api.decision.Recommendation;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.statistics.Comparison;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A recommendation in JSON. */
final class RecommendationView {
    private RecommendationView() {}

    static JsonObject of(Appraised appraised) {
        Recommendation recommendation = appraised.recommendation();
        ArmEvidence shown = appraised.evidence().arms().get(recommendation.shownArm());
        Comparison comparison = shown.comparison();
        JsonObject summary = new JsonObject()
                .put(appraised.evidence().metric().metricName() + "_lift", comparison.relativeLift())
                .put(
                        "p_value",
                        comparison
                                .sequential()
                                .value()
                                .map(Comparison.Sequential::adjustedPValue)
                                .orElse(null))
                .put(
                        "bayesian_probability",
                        comparison
                                .bayesian()
                                .value()
                                .map(Comparison.Bayesian::probabilityBetter)
                                .orElse(null));
        JsonObject data = new JsonObject()
                .put("recommendation", recommendation.verdict().name())
                .put("confidence", recommendation.confidence().word())
                .put("reasoning", JsonForms.array(recommendation.reasons(), DecisionReason::sentence))
                .put("metrics_summary", summary)
                .put("reasons", JsonForms.array(recommendation.reasons(), RecommendationView::reason))
                .put("would_change", new JsonArray(recommendation.wouldChange()))
                .put("arms", JsonForms.array(recommendation.arms(), RecommendationView::arm))
                .put("validity", AnalysisView.validity(appraised.evidence().validity()));
        return ResultRoutes.withTime(data, appraised.statistics());
    }

    private static JsonObject reason(DecisionReason reason) {
        return new JsonObject()
                .put("code", reason.code().name())
                .put("message", reason.sentence())
                .put("figures", new JsonObject(reason.figures()))
                .put("variant_id", reason.variantId());
    }

    private static JsonObject arm(ArmRecommendation arm) {
        return new JsonObject()
                .put("variant_id", arm.variantId())
                .put("variant_name", arm.variantName())
                .put("recommendation", arm.verdict().name())
                .put("confidence", arm.confidence().word())
                .put("reasoning", JsonForms.array(arm.reasons(), DecisionReason::sentence));
    }
}
