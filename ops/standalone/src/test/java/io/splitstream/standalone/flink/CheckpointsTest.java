package io.splitstream.standalone.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "fedcba9876543210fedcba9876543210";

    @TempDir
    Path directory;

    @Test
    void newest_noDirectory_isEmpty() throws IOException {
        assertThat(new Checkpoints(directory.resolve("none")).newest()).isEmpty();
    }

    @Test
    void newest_acrossSubmissions_isTheHighestNumber() throws IOException {
        complete(OLD, 9);
        complete(OLD, 10);
        Path expected = complete(NEW, 11);
        assertThat(newestPath()).isEqualTo(expected);
    }

    @Test
    void newest_cutShort_isPassedOver() throws IOException {
        Path expected = complete(OLD, 4);
        Files.createDirectories(directory.resolve(NEW).resolve("chk-5"));
        assertThat(newestPath()).isEqualTo(expected);
    }

    @Test
    void newest_clockWentBack_isStillTheHighestNumber() throws IOException {
        complete(OLD, 7);
        Path expected = complete(NEW, 8);
        Files.setLastModifiedTime(expected.resolve("_metadata"), FileTime.from(Instant.EPOCH));
        assertThat(newestPath()).isEqualTo(expected);
    }

    @Test
    void newest_otherDirectoriesBeside_areNotLookedAt() throws IOException {
        complete(OLD, 1);
        Files.createDirectories(directory.resolve(OLD).resolve("shared"));
        Files.createDirectories(directory.resolve("notes").resolve("chk-99"));
        Files.createFile(directory.resolve("notes").resolve("chk-99").resolve("_metadata"));
        assertThat(newestPath()).isEqualTo(directory.resolve(OLD).resolve("chk-1"));
    }

    @Test
    void superseded_runningHasNoneOfItsOwnYet_isEmpty() throws IOException {
        complete(OLD, 3);
        Files.createDirectories(directory.resolve(NEW).resolve("chk-4"));
        assertThat(checkpoints().superseded(NEW)).isEmpty();
    }

    @Test
    void superseded_runningHasOneOfItsOwn_isAllOthers() throws IOException {
        complete(OLD, 3);
        complete(NEW, 4);
        assertThat(checkpoints().superseded(NEW)).containsExactly(directory.resolve(OLD));
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(directory);
    }

    private Path newestPath() throws IOException {
        return checkpoints().newest().orElseThrow().path();
    }

    private Path complete(String jobId, int number) throws IOException {
        Path path = Files.createDirectories(directory.resolve(jobId).resolve("chk-" + number));
        Files.createFile(path.resolve("_metadata"));
        return path;
    }
}
