package io.splitstream.standalone.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkProcessTest {
    private static final ClusterShape SHAPE = new ClusterShape(8081, 6123, 4);

    @Test
    void prepare_taskManagerStartedAgain_leavesTheJobManagersJars(@TempDir Path directory)
            throws IOException, InterruptedException {
        FlinkFiles files = new FlinkFiles("", directory, directory.resolve("logback.xml"));
        FlinkProcess.prepare(files, SHAPE, JobManager.NAME);
        FlinkProcess.prepare(files, SHAPE, TaskManager.NAME);
        Path jar = Files.writeString(temporaryDirectory(files, JobManager.NAME).resolve("job.jar"), "jar");
        Path left =
                Files.writeString(temporaryDirectory(files, TaskManager.NAME).resolve("spill"), "left");

        FlinkProcess.prepare(files, SHAPE, TaskManager.NAME);

        assertThat(jar).exists();
        assertThat(left).doesNotExist();
    }

    /** Where Flink puts its files, by the configuration that the process is given. */
    private static Path temporaryDirectory(FlinkFiles files, String part) throws IOException {
        return Files.readAllLines(files.configuration(part).resolve("config.yaml")).stream()
                .filter(line -> line.startsWith("io.tmp.dirs: "))
                .map(line -> Path.of(line.substring("io.tmp.dirs: ".length()).replace("'", "")))
                .findFirst()
                .orElseThrow();
    }
}
