package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static List<String> violations(long seed, @Nullable Safeguard without) throws Exception {
        CrashingPipeline pipeline = new CrashingPipeline(seed, without);
        try {
            return pipeline.run();
        } finally {
            pipeline.close();
        }
    }
}
