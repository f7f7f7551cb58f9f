package io.splitstream.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supervises real processes: shells that write down what happens to them. */
class SupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunFiles files;

    private @Nullable Supervisor supervisor;
    private @Nullable Thread running;

    @BeforeEach
    void createDirectories() throws IOException {
        files = new RunFiles(directory.resolve("run"), directory.resolve("logs"));
        Files.createDirectories(files.run());
        Files.createDirectories(files.logs());
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        if (supervisor != null && running != null && running.isAlive()) {
            supervisor.stop();
        }
    }

    @Test
    void run_killedProcess_isStartedAgainUnderANewPid() throws Exception {
        Supervisor started = start(new Shell("one", Set.of(), Set.of()));
        await(() -> started.isReady("one"));
        long first = pid("one");

        Signals.send("KILL", first);

        await(() -> started.starts("one") == 2 && started.isReady("one"));
        assertThat(pid("one")).isNotEqualTo(first);
        assertThat(ProcessHandle.of(pid("one"))).isPresent();
    }

    @Test
    void run_partThatUsesAnother_startsAfterItAndStopsBeforeIt() throws Exception {
        Supervisor started =
                start(new Shell("upper", Set.of("lower"), Set.of()), new Shell("lower", Set.of(), Set.of()));
        await(() -> started.notReady().isEmpty());

        started.stop();

        assertThat(events()).containsExactly("lower starts", "upper starts", "upper ends", "lower ends");
    }

    @Test
    void run_partDies_thoseThatFallWithItAreStartedAnewToo() throws Exception {
        Supervisor started =
                start(new Shell("leader", Set.of(), Set.of()), new Shell("follower", Set.of(), Set.of("leader")));
        await(() -> started.notReady().isEmpty());

        Signals.send("KILL", pid("leader"));

        await(() -> started.starts("leader") == 2 && started.starts("follower") == 2);
    }

    @Test
    void stop_always_leavesNoProcessAndNoPidFile() throws Exception {
        Supervisor started = start(new Shell("one", Set.of(), Set.of()));
        await(() -> started.isReady("one"));
        long pid = pid("one");

        started.stop();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(files.readPid("one")).isEmpty();
    }

    @Test
    void endOrphans_processOfAnEarlierSupervisor_isEnded() throws Exception {
        Shell part = new Shell("one", Set.of(), Set.of());
        Process orphan = new ProcessBuilder(part.launch().command()).start();
        files.writePid("one", orphan.pid());

        new Supervisor(List.of(part), files, silent()).endOrphans();

        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void endOrphans_strangerWithThePidOfAnEarlierProcess_isLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            files.writePid("one", stranger.pid());

            new Supervisor(List.of(new Shell("one", Set.of(), Set.of())), files, silent()).endOrphans();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private Supervisor start(Part... parts) {
        Supervisor created = new Supervisor(List.of(parts), files, silent());
        Thread thread = new Thread(() -> runQuietly(created), "supervisor");
        thread.start();
        supervisor = created;
        running = thread;
        return created;
    }

    private static void runQuietly(Supervisor created) {
        try {
            created.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long pid(String part) throws IOException {
        return files.readPid(part).orElseThrow();
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(directory.resolve("events"));
    }

    private static Progress silent() {
        return new Progress(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), System.nanoTime());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private final class Shell implements Part {
        private final String name;
        private final Set<String> uses;
        private final Set<String> fallsWith;

        Shell(String name, Set<String> uses, Set<String> fallsWith) {
            this.name = name;
            this.uses = uses;
            this.fallsWith = fallsWith;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> uses() {
            return uses;
        }

        @Override
        public Set<String> fallsWith() {
            return fallsWith;
        }

        @Override
        public Launch launch() {
            String script = "trap 'echo " + name + " ends >>" + directory + "/events; exit 0' TERM; echo " + name
                    + " starts >>" + directory + "/events; touch " + ready() + "; while :; do sleep 0.1; done";
            List<String> command = new ArrayList<>(List.of("sh", "-c", script, marker()));
            return new Launch(command, Map.of());
        }

        @Override
        public boolean isReady() {
            return Files.exists(ready());
        }

        @Override
        public String marker() {
            return name + "@" + directory;
        }

        private Path ready() {
            return directory.resolve("ready-" + name);
        }
    }
}
