package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.site.experiment.GoalDraft;
import io.splitstream.api.site.experiment.SiteTestDraft;
import io.splitstream.api.site.experiment.Treatment;
import io.splitstream.contracts.site.GoalType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Experiments from bodies that the document found valid. What a change leaves out stays as it is. */
final class TestDraftReader {
    private static final SiteTestDraft NOTHING =
            new SiteTestDraft("", null, null, null, SiteTestDraft.USUAL_SPLIT, null, null, null, List.of());

    private TestDraftReader() {}

    static Outcome<SiteTestDraft> create(JsonObject body) {
        return update(body, NOTHING);
    }

    static Outcome<SiteTestDraft> update(JsonObject body, SiteTestDraft base) {
        try {
            return Outcome.done(read(body, base));
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.valueOf(e.getMessage()));
        }
    }

    private static SiteTestDraft read(JsonObject body, SiteTestDraft base) {
        JsonArray variants = body.getJsonArray("variants");
        JsonObject variant = variants == null || variants.isEmpty() ? null : variants.getJsonObject(0);
        boolean emptied = variants != null && variant == null;
        String pattern = body.containsKey("url_pattern") ? body.getString("url_pattern") : base.urlPattern();
        return new SiteTestDraft(
                body.getString("name", base.name()).strip(),
                body.getString("target_url", base.targetUrl()),
                pattern,
                body.containsKey("hypothesis") ? body.getString("hypothesis") : base.hypothesis(),
                body.getInteger("traffic_split", base.trafficSplit()),
                variant == null ? base.variantName() : variant.getString("name"),
                emptied ? null : variant == null || !saysWhat(variant) ? base.treatment() : treatment(variant),
                base.ideaId(),
                body.containsKey("goals") ? goals(body.getJsonArray("goals")) : base.goals());
    }

    /** A name alone leaves open what the variant shows. */
    private static boolean saysWhat(JsonObject variant) {
        return variant.containsKey("changes") || variant.getString("redirect_url") != null;
    }

    private static Treatment treatment(JsonObject variant) {
        return new Treatment(
                MutationJson.read(variant.getJsonArray("changes", new JsonArray())), variant.getString("redirect_url"));
    }

    private static List<GoalDraft> goals(JsonArray array) {
        List<GoalDraft> goals = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject goal = array.getJsonObject(i);
            goals.add(new GoalDraft(
                    goal.getString("id"),
                    goal.getString("name"),
                    GoalType.valueOf(goal.getString("type").toUpperCase(Locale.ROOT)),
                    goal.getString("selector"),
                    goal.getString("url_pattern")));
        }
        return goals;
    }
}
