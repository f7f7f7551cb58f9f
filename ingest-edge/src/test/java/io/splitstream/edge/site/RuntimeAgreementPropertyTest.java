package io.splitstream.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.contracts.assignment.AssignmentHash;
import io.splitstream.contracts.assignment.BucketRange;
import io.splitstream.contracts.site.UrlPattern;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The runtime in the browser decides as the server does; asked through the program that its build leaves for that. */
class RuntimeAgreementPropertyTest {
    private static final Path ORACLE = Path.of("runtime/dist/oracle.mjs");
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init")
    private static Process node;

    @SuppressWarnings("NullAway.Init")
    private static BufferedWriter questions;

    @SuppressWarnings("NullAway.Init")
    private static BufferedReader answers;

    @BeforeContainer
    static void startRuntime() throws IOException {
        assertThat(Files.exists(ORACLE))
                .as("%s exists; npm ci && npm run build in ingest-edge/runtime makes it", ORACLE.toAbsolutePath())
                .isTrue();
        node = new ProcessBuilder("node", ORACLE.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = node.outputWriter();
        answers = node.inputReader();
    }

    @AfterContainer
    static void stopRuntime() {
        if (node != null) {
            node.destroy();
        }
    }

    @Property(tries = 3000)
    void matches_anyPatternAndPath_isDecidedAlike(@ForAll("patterns") String pattern, @ForAll("paths") String path)
            throws IOException {
        boolean runtime = ask(Map.of("pattern", pattern, "path", path)).booleanValue();

        assertThat(runtime).as("%s on %s", pattern, path).isEqualTo(new UrlPattern(pattern).matches(path));
    }

    @Property(tries = 2000)
    void variantOf_anyVisitor_isTheServers(
            @ForAll String experiment, @ForAll String visitor, @ForAll("shares") List<Integer> shares)
            throws IOException {
        double total = shares.stream().mapToInt(Integer::intValue).sum();
        List<Double> weights = shares.stream().map(share -> share / total).toList();
        List<Map<String, Object>> variants = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            variants.add(Map.of("id", String.valueOf(i), "weight", weights.get(i)));
        }

        String runtime = ask(Map.of(
                        "experiment",
                        Map.of("id", experiment, "variants", variants, "goals", List.of()),
                        "visitor",
                        visitor))
                .textValue();

        int server = BucketRange.indexOf(
                        AssignmentHash.V2.bucket(experiment, visitor), BucketRange.of(weights.size(), 1, weights))
                .orElse(weights.size() - 1);
        assertThat(runtime).isEqualTo(String.valueOf(server));
    }

    /** Short texts of few characters, so that patterns and paths often meet. */
    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> segment = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of("*", "**")),
                Tuple.of(1, Arbitraries.of("a*", "*a", "a*b", "a*a*", "*")),
                Tuple.of(3, Arbitraries.of("a", "b", "ab", "aa")));
        return segment.list().ofMaxSize(5).map(segments -> "/" + String.join("/", segments));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "ab", "aa", "aab", "")
                .list()
                .ofMaxSize(6)
                .map(segments -> "/" + String.join("/", segments));
    }

    @Provide
    Arbitrary<List<Integer>> shares() {
        return Arbitraries.integers().between(1, 100).list().ofMinSize(2).ofMaxSize(20);
    }

    private static JsonNode ask(Map<String, Object> question) throws IOException {
        questions.write(JSON.writeValueAsString(question));
        questions.newLine();
        questions.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the runtime ended");
        }
        return JSON.readTree(line);
    }
}
