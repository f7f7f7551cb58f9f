package io.splitstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarksMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void run_withoutName_listsTheBenchmarks() throws InterruptedException {
        assertThat(run()).isZero();
        assertThat(text(out)).contains("freshness: ").contains("ingest: ");
    }

    @Test
    void run_unknownName_namesTheKnown() throws InterruptedException {
        assertThat(run("speed", "--credentials", "none.json")).isEqualTo(2);
        assertThat(text(err))
                .contains("no benchmark \"speed\" (expected: analysts, assign, calibration, chaos, edge, edge-crash,"
                        + " edge-profile, edge-json, freshness, ingest, pipeline, query, streams)");
    }

    @Test
    void run_withoutCredentials_saysWhatIsMissing() throws InterruptedException {
        assertThat(run("freshness", "--quick")).isEqualTo(2);
        assertThat(text(err)).contains("--credentials FILE is missing");
    }

    @Test
    void run_needsStack_answersWithoutMeasuring() throws InterruptedException {
        assertThat(run("freshness", "--quick", "--needs-stack")).isZero();
        assertThat(run("calibration", "--needs-stack")).isZero();
        assertThat(text(out).lines()).containsExactly("true", "false");
    }

    @Test
    void run_stackNotUp_isNotMeasured() throws InterruptedException {
        assertThat(run("freshness", "--credentials", "none.json")).isEqualTo(1);
        assertThat(text(err)).contains("none.json cannot be read; is the stack up?");
    }

    private int run(String... args) throws InterruptedException {
        return BenchmarksMain.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
