package io.splitstream.contracts.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** GrowthBook's own test vectors. Another file of cases is read with {@code -Dgolden.file=PATH}. */
class AssignmentGoldenCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Consumer<JsonNode>> KINDS = Map.of(
            "hash_growthbook", AssignmentGoldenCasesTest::checkHash,
            "bucket_range_growthbook", AssignmentGoldenCasesTest::checkRanges,
            "namespace_growthbook", AssignmentGoldenCasesTest::checkNamespace);

    @Test
    void assignment_everyGoldenCase_isMet() throws IOException {
        Map<String, Integer> ran = new TreeMap<>();
        KINDS.keySet().forEach(kind -> ran.put(kind, 0));
        for (String line : text().lines().filter(line -> !line.isBlank()).toList()) {
            JsonNode golden = JSON.readTree(line);
            Consumer<JsonNode> check = KINDS.get(golden.required("kind").textValue());
            if (check != null) {
                ran.merge(golden.get("kind").textValue(), 1, Integer::sum);
                check.accept(golden);
            }
        }
        ran.forEach((kind, count) -> System.out.printf("golden cases run: %-26s %4d%n", kind, count));
        assertThat(ran.values()).as("cases run").anyMatch(count -> count > 0);
        if (!System.getProperty("golden.file", "").isEmpty()) {
            return;
        }
        assertThat(ran)
                .allSatisfy((kind, count) ->
                        assertThat(count).as("cases run of %s", kind).isPositive());
    }

    private static void checkHash(JsonNode golden) {
        JsonNode in = golden.required("input");
        OptionalDouble bucket = AssignmentHash.bucket(
                in.required("seed").textValue(),
                in.required("value").textValue(),
                in.required("version").intValue());
        JsonNode expected = golden.required("expected").required("bucket");
        if (expected.isNull()) {
            assertThat(bucket).as(golden.get("id").textValue()).isEmpty();
        } else {
            assertThat(bucket.orElseThrow())
                    .as(golden.get("id").textValue())
                    .isCloseTo(expected.doubleValue(), within(tolerance(golden)));
        }
    }

    private static void checkRanges(JsonNode golden) {
        JsonNode in = golden.required("input");
        List<BucketRange> ranges = BucketRange.of(
                in.required("num_variations").intValue(),
                in.hasNonNull("coverage") ? in.get("coverage").doubleValue() : 1,
                weights(in.path("weights")));
        JsonNode expected = golden.required("expected").required("ranges");
        assertThat(ranges).as(golden.get("id").textValue()).hasSize(expected.size());
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(ranges.get(i).start())
                    .as("%s: start of %d", golden.get("id").textValue(), i)
                    .isCloseTo(expected.get(i).get(0).doubleValue(), within(tolerance(golden)));
            assertThat(ranges.get(i).end())
                    .as("%s: end of %d", golden.get("id").textValue(), i)
                    .isCloseTo(expected.get(i).get(1).doubleValue(), within(tolerance(golden)));
        }
    }

    private static void checkNamespace(JsonNode golden) {
        JsonNode in = golden.required("input");
        JsonNode range = in.required("namespace");
        Namespace namespace = new Namespace(
                range.get(0).textValue(),
                range.get(1).doubleValue(),
                range.get(2).doubleValue());
        assertThat(namespace.contains(in.required("id").textValue()))
                .as(golden.get("id").textValue())
                .isEqualTo(golden.required("expected").required("in_namespace").booleanValue());
    }

    private static @Nullable List<Double> weights(JsonNode array) {
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false)
                        .map(JsonNode::doubleValue)
                        .toList()
                : null;
    }

    private static double tolerance(JsonNode golden) {
        return golden.required("tolerance").path("abs").doubleValue();
    }

    private static String text() throws IOException {
        String path = System.getProperty("golden.file", "");
        if (!path.isEmpty()) {
            return Files.readString(found(path));
        }
        try (InputStream stream = AssignmentGoldenCasesTest.class.getResourceAsStream("/golden/assignment.jsonl")) {
            if (stream == null) {
                throw new IOException("no resource /golden/assignment.jsonl");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A relative path is taken from the module's directory or, where Maven was started, one above it. */
    private static Path found(String path) throws IOException {
        for (Path base = Path.of("").toAbsolutePath(); base != null; base = base.getParent()) {
            if (Files.exists(base.resolve(path))) {
                return base.resolve(path);
            }
        }
        throw new IOException("no file " + path + " here or above");
    }
}
