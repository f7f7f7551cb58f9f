package io.splitstream.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    private final Figures figures = new Figures("speed").with("events", 1_000L).with("p99_ms", 12.34567);

    @Test
    void table_twoFigures_hasALineEachInOrder() {
        assertThat(figures.table().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly("speed", "events 1000", "p99_ms 12.346");
    }

    @Test
    void write_toAFile_namesCommandAndFigures(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("results/speed.json");

        figures.write(file, "ops/bench speed");

        JsonNode stored = new ObjectMapper().readTree(file.toFile());
        assertThat(stored.path("benchmark").asText()).isEqualTo("speed");
        assertThat(stored.path("command").asText()).isEqualTo("ops/bench speed");
        assertThat(stored.at("/figures/events").asLong()).isEqualTo(1_000);
        assertThat(stored.at("/figures/p99_ms").asDouble()).isEqualTo(12.346);
    }
}
