package io.splitstream.standalone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends what a supervisor that was killed has left running. The kernel signals the processes when their supervisor
 * dies; this waits for the slow ones and kills those that did not listen.
 */
final class Orphans {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunFiles files;

    Orphans(RunFiles files) {
        this.files = files;
    }

    /**
     * Ends the process that the part's pid file names, if it lives and is that part's and not a stranger that was
     * given the same pid since.
     *
     * @return the pid of what was ended
     */
    Optional<Long> end(Part part) throws IOException, InterruptedException {
        Optional<Long> pid = files.readPid(part.name());
        files.deletePid(part.name());
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        Optional<ProcessHandle> living = ProcessHandle.of(pid.get());
        if (living.isEmpty() || !belongsTo(part, pid.get())) {
            return Optional.empty();
        }
        Signals.send(part.stopSignal(), pid.get());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (living.get().isAlive() && belongsTo(part, pid.get())) {
            if (System.nanoTime() > deadline) {
                Signals.send("KILL", pid.get());
            }
            Thread.sleep(50);
        }
        return pid;
    }

    private static boolean belongsTo(Part part, long pid) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
            String command = new String(line, StandardCharsets.UTF_8);
            return command.contains(part.marker());
        } catch (IOException e) {
            return false;
        }
    }
}
