package io.splitstream.standalone.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.standalone.flink.FakeJobManager.Submission;
import io.splitstream.standalone.process.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobKeeperTest {
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String METRICS = StreamJob.ALL.get(0).entryClass();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final AtomicLong jobManagerStarts = new AtomicLong(1);

    @SuppressWarnings("NullAway.Init")
    private FakeJobManager jobManager;

    @SuppressWarnings("NullAway.Init")
    private JobKeeper keeper;

    @BeforeEach
    void start() throws IOException {
        jobManager = new FakeJobManager();
        Path jar = Files.writeString(directory.resolve("jobs.jar"), "jar");
        keeper = new JobKeeper(
                new FlinkRest(jobManager.port()),
                jar,
                directory.resolve("checkpoints"),
                jobManagerStarts::get,
                () -> true,
                new Progress(
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        System.nanoTime()));
    }

    @AfterEach
    void stop() {
        jobManager.close();
    }

    @Test
    void round_nothingRuns_submitsEachJobOnceFromTheBeginning() throws Exception {
        assertThat(keeper.round()).isFalse();
        assertThat(keeper.round()).isTrue();
        assertThat(keeper.round()).isTrue();
        assertThat(jobManager.submissions()).hasSize(StreamJob.ALL.size()).allMatch(each -> each.savepoint()
                .isEmpty());
    }

    @Test
    void round_checkpointThere_restoresTheNewest() throws Exception {
        checkpoint(OLD, 3);
        Path newest = checkpoint(OLD, 4);
        keeper.round();
        assertThat(metricsSubmissions())
                .singleElement()
                .extracting(Submission::savepoint)
                .isEqualTo(newest.toUri().toString());
    }

    @Test
    void round_answerToSubmissionLost_neverStartsASecondJob() throws Exception {
        jobManager.loseAnswers(true);
        keeper.round();
        keeper.round();
        jobManager.loseAnswers(false);
        assertThat(keeper.round()).isTrue();
        assertThat(metricsSubmissions()).hasSize(1);
    }

    @Test
    void round_jobFailed_isSubmittedUnderANewIdFromItsCheckpoint() throws Exception {
        keeper.round();
        String first = metricsSubmissions().get(0).jobId();
        Path taken = checkpoint(first, 1);
        jobManager.setState(first, "FAILED");

        keeper.round();
        keeper.round();

        assertThat(metricsSubmissions()).hasSize(2);
        Submission second = metricsSubmissions().get(1);
        assertThat(second.jobId()).isNotEqualTo(first);
        assertThat(second.savepoint()).isEqualTo(taken.toUri().toString());
    }

    @Test
    void round_jobOnItsWay_isLeftToTheJobManager() throws Exception {
        keeper.round();
        for (String state : List.of("INITIALIZING", "CREATED", "RESTARTING", "FAILING", "CANCELLING")) {
            jobManager.setState(metricsSubmissions().get(0).jobId(), state);
            assertThat(keeper.round()).isFalse();
        }
        assertThat(metricsSubmissions()).hasSize(1);
    }

    @Test
    void round_jobManagerStartedAnew_submitsUnderANewIdFromTheCheckpoint() throws Exception {
        keeper.round();
        String first = metricsSubmissions().get(0).jobId();
        Path taken = checkpoint(first, 7);
        jobManager.forgetAll();
        jobManagerStarts.incrementAndGet();

        keeper.round();

        Submission second = metricsSubmissions().get(1);
        assertThat(second.jobId()).isNotEqualTo(first);
        assertThat(second.savepoint()).isEqualTo(taken.toUri().toString());
    }

    @Test
    void round_runningJobHasItsOwnCheckpoint_earlierSubmissionsAreRemoved() throws Exception {
        checkpoint(OLD, 1);
        keeper.round();
        keeper.round();
        assertThat(directory.resolve("checkpoints/experiment-metrics").resolve(OLD))
                .exists();

        checkpoint(metricsSubmissions().get(0).jobId(), 2);
        keeper.round();

        assertThat(directory.resolve("checkpoints/experiment-metrics").resolve(OLD))
                .doesNotExist();
    }

    private List<Submission> metricsSubmissions() {
        return jobManager.submissions().stream()
                .filter(each -> each.entryClass().equals(METRICS))
                .toList();
    }

    private Path checkpoint(String jobId, int number) throws IOException {
        Path path = directory
                .resolve("checkpoints/experiment-metrics")
                .resolve(jobId)
                .resolve("chk-" + number);
        Files.createDirectories(path);
        Files.createFile(path.resolve("_metadata"));
        return path;
    }
}
