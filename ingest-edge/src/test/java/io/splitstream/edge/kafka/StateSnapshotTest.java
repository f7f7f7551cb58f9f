package io.splitstream.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateSnapshotTest {
    private static final ExperimentDefinition DEFINITION = new ExperimentDefinition(
            "exp\n",
            "ws",
            "näme",
            ExperimentStatus.COMPLETED,
            7,
            2,
            List.of(new Variant("A", "control", true), new Variant("B", "test", false)),
            List.of(new WeightEpoch(0, 1, Map.of("A", 0.5, "B", 0.5))),
            42L);

    @TempDir
    private Path directory;

    @Test
    void read_neverWritten_isEmpty() throws IOException {
        assertThat(new StateSnapshot<>(StateTopic.EXPERIMENTS, directory).read())
                .isEmpty();
    }

    @Test
    void read_written_givesTheSameAndTheNewest() throws IOException {
        StateSnapshot<ExperimentDefinition> snapshot = new StateSnapshot<>(StateTopic.EXPERIMENTS, directory);
        snapshot.write(List.of());
        assertThat(snapshot.read()).contains(List.of());

        snapshot.write(List.of(DEFINITION));

        assertThat(new StateSnapshot<>(StateTopic.EXPERIMENTS, directory).read())
                .contains(List.of(DEFINITION));
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void read_damaged_isRefused() throws IOException {
        StateSnapshot<ExperimentDefinition> snapshot = new StateSnapshot<>(StateTopic.EXPERIMENTS, directory);
        snapshot.write(List.of(DEFINITION));
        Path file = directory.resolve("definitions.snapshot");
        Files.write(file, new byte[] {'x'}, StandardOpenOption.APPEND);

        assertThatThrownBy(snapshot::read).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
        Files.write(file, new byte[0]);
        assertThatThrownBy(snapshot::read).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
    }
}
