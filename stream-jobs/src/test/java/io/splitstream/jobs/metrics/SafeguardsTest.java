package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.Statistics;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The invariants of the metrics job under crashes; and that taking any one safeguard out violates them. */
class SafeguardsTest {
    private static final int SEEDS = 12;

    @Test
    void crashes_withEverySafeguard_violateNothing() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(violations(seed, null)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void crashes_withoutOneSafeguard_violateAnInvariant() throws Exception {
        Map<Safeguard, String> caught = new EnumMap<>(Safeguard.class);
        for (Safeguard safeguard : Safeguard.values()) {
            for (long seed = 1; seed <= SEEDS && !caught.containsKey(safeguard); seed++) {
                List<String> violations = violations(seed, safeguard);
                if (!violations.isEmpty()) {
                    caught.put(safeguard, "seed " + seed + ": " + violations.get(0));
                }
            }
        }
        caught.forEach((safeguard, how) -> System.out.printf("without %s: %s%n", safeguard, how));
        System.out.printf("%d of %d safeguards taken out were noticed%n", caught.size(), Safeguard.values().length);

        assertThat(caught).containsOnlyKeys(Safeguard.values());
    }

    /** Otherwise the crashes would prove nothing of what an experiment declares. */
    @Test
    void history_ofEverySeed_hasWindowsThatCloseWhileItIsWritten() {
        Measure matured = Measure.matured(Fixtures.WINDOW);
        Measure spend = Fixtures.METRICS.named("spend").orElseThrow().numerator();
        for (long seed = 1; seed <= SEEDS; seed++) {
            LoggedHistory history = LoggedHistory.of(seed);
            List<ExperimentDefinition> last = history.definitions().get(1);
            BatchAnswer answer = BatchAnswer.of(history.journal());
            var begin = answer.statistics(last, Fixtures.NOON).values();
            var end = answer.statistics(last, history.end()).values();
            var later = answer.statistics(last, history.end() + Fixtures.WINDOW).values();

            assertThat(sum(matured, begin)).as("seed %d", seed).isPositive().isLessThan(sum(matured, end));
            assertThat(sum(matured, end)).as("seed %d", seed).isLessThan(sum(matured, later));
            assertThat(sum(spend, begin)).as("seed %d", seed).isLessThan(sum(spend, end));
            assertThat(sum(Measure.covariate(null), end)).as("seed %d", seed).isPositive();
        }
    }

    private static long sum(Measure measure, Collection<Statistics> buckets) {
        return buckets.stream()
                .filter(bucket -> bucket.layout().indexOf(measure) >= 0)
                .flatMap(bucket -> bucket.cells().values().stream()
                        .map(cell -> cell.sums().get(bucket.layout().indexOf(measure))))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .longValueExact();
    }

    private static List<String> violations(long seed, @Nullable Safeguard without) throws Exception {
        List<String> violations = new ArrayList<>(run(CrashingPipeline.versionAtTheEnd(seed, without)));
        violations.addAll(run(CrashingPipeline.versionsAllTheWhile(seed, without)));
        return violations;
    }

    private static List<String> run(CrashingPipeline pipeline) throws Exception {
        try {
            return pipeline.run();
        } finally {
            pipeline.close();
        }
    }
}
