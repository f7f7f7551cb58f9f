package io.splitstream.api.surface.abtestbot;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.decision.Appraised;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.InMemoryDecisions;
import io.splitstream.api.decision.SampleStatistics;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.api.results.FakeResultSource;
import io.splitstream.api.results.Results;
import io.splitstream.api.site.Crawl;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.experiment.SiteDesign;
import io.splitstream.api.site.experiment.SiteTest;
import io.vertx.core.json.JsonArray;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsViewTest {
    @Test
    void of_threeArms_eachHasItsOwnFigures() {
        FakeResultSource source = new FakeResultSource();
        source.statistics(new SampleStatistics()
                .converting("a", 1_000, 100)
                .converting("b", 1_000, 150)
                .converting("c", 1_000, 50)
                .completeUntil(SampleExperiments.START));
        Clock clock = Clock.fixed(SampleExperiments.START, ZoneOffset.UTC);
        Experiment experiment = SampleExperiments.running(DecisionPlan.USUAL, List.of(), 2);
        Appraised appraised =
                new Decisions(new Results(source, clock), new InMemoryDecisions(), clock).recommend(experiment);
        SiteTest test = new SiteTest(
                new Site(
                        "site_1",
                        "w1",
                        "0123456789abcdef0123456789abcdef",
                        "Shop",
                        "https://shop.example",
                        List.of("https://shop.example"),
                        false,
                        Crawl.PENDING,
                        SampleExperiments.START,
                        SampleExperiments.START),
                experiment,
                new SiteDesign("https://shop.example/", null, null, null, "b", List.of()));

        JsonArray variants = ResultsView.of(test, appraised).getJsonArray("variants");

        assertThat(variants.getJsonObject(0).getValue("lift")).isNull();
        assertThat(variants.getJsonObject(1).getDouble("lift")).isPositive();
        assertThat(variants.getJsonObject(2).getDouble("lift")).isNegative();
    }
}
