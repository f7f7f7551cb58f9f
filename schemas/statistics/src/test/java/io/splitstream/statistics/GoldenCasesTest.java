package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Published and independently computed figures, each met at its own tolerance. Another file of cases is read with
 * {@code -Dgolden.file=PATH}.
 */
class GoldenCasesTest {
    /** Kinds beyond those known here that belong to the engine too, should a file hold them. */
    private static final Set<String> FAMILIES = Set.of("cuped", "beta", "sample_size", "power", "mde");

    /** How close the full-precision value behind a published rounding must be met, in our own file. */
    private static final double REFERENCE_PRECISION = 1e-7;

    @Test
    void engine_everyGoldenCase_isMetAtItsTolerance() {
        GoldenFile file = GoldenFile.chosen();
        Map<String, Integer> ran = run(file);
        assertThat(ran.values()).as("cases run").anyMatch(count -> count > 0);
        if (file.isOurs()) {
            assertThat(ran)
                    .as("cases run of each kind")
                    .allSatisfy((kind, count) -> assertThat(count).as(kind).isPositive());
        }
    }

    /** What the published cases leave out: both sides, other levels, edges, no variance, a million million users. */
    @Test
    void engine_everyComputedCase_isMetAtItsTolerance() throws IOException {
        assertThat(run(GoldenFile.ours("/golden/computed.jsonl")).values())
                .as("cases run")
                .anyMatch(count -> count > 0);
    }

    private static Map<String, Integer> run(GoldenFile file) {
        Map<String, Function<JsonNode, Map<String, @Nullable Object>>> kinds = GoldenKinds.all();
        Map<String, Integer> ran = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        kinds.keySet().forEach(kind -> ran.put(kind, 0));
        for (JsonNode golden : file.cases()) {
            String kind = golden.required("kind").textValue();
            Function<JsonNode, Map<String, @Nullable Object>> engine = kinds.get(kind);
            if (engine != null) {
                ran.merge(kind, 1, Integer::sum);
                failures.addAll(failuresOf(golden, engine, file.isOurs()));
            } else if (FAMILIES.stream().anyMatch(family -> kind.startsWith(family + "_"))) {
                failures.add(golden.required("id").textValue() + ": no engine for kind " + kind);
            }
        }
        print(file, ran);
        assertThat(failures).as("cases missed").isEmpty();
        return ran;
    }

    private static List<String> failuresOf(
            JsonNode golden, Function<JsonNode, Map<String, @Nullable Object>> engine, boolean withReference) {
        String id = golden.required("id").textValue();
        try {
            Map<String, @Nullable Object> actual = engine.apply(golden.required("input"));
            JsonNode tolerance = golden.required("tolerance");
            GoldenCheck published = new GoldenCheck(number(tolerance, "abs"), number(tolerance, "rel"));
            published.compare(golden.required("expected"), actual, false);
            List<String> failures = new ArrayList<>(published.failures());
            if (withReference && golden.has("reference")) {
                GoldenCheck full = new GoldenCheck(1e-12, REFERENCE_PRECISION);
                full.compare(golden.get("reference"), actual, true);
                full.failures().forEach(failure -> failures.add("reference " + failure));
            }
            return failures.stream().map(failure -> id + ": " + failure).toList();
        } catch (RuntimeException e) {
            return List.of(id + ": " + e);
        }
    }

    private static double number(JsonNode node, String name) {
        return GoldenKinds.number(node, name, 0);
    }

    private static void print(GoldenFile file, Map<String, Integer> ran) {
        System.out.println("golden cases run from " + file.name() + ":");
        ran.forEach((kind, count) -> System.out.printf("  %-42s %4d%n", kind, count));
        System.out.printf(
                "  %-42s %4d%n",
                "all", ran.values().stream().mapToInt(Integer::intValue).sum());
    }
}
