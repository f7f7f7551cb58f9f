package io.splitstream.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A process of a stack that {@code ops/up} started and starts again; found by its pid file. Linux only. */
public enum Part {
    EDGE,
    API,
    TASKMANAGER,
    JOBMANAGER,
    KAFKA,
    CLICKHOUSE,
    POSTGRES;

    /**
     * Whether the process of the pid file lives.
     *
     * @param data directory of the stack
     */
    public boolean isAlive(Path data) throws IOException {
        return handle(data).map(ProcessHandle::isAlive).orElse(false);
    }

    /** What the pid file says. */
    public long pid(Path data) throws IOException {
        Path file = data.resolve("run").resolve(name().toLowerCase(Locale.ROOT) + ".pid");
        return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }

    /**
     * Ends the process as {@code kill -9} does.
     *
     * @throws IOException if it does not run
     */
    public void kill(Path data) throws IOException {
        boolean requested = handle(data)
                .orElseThrow(() -> new IOException(this + " is not running"))
                .destroyForcibly();
        if (!requested) {
            throw new IOException("the signal to " + this + " was refused");
        }
    }

    private Optional<ProcessHandle> handle(Path data) throws IOException {
        return ProcessHandle.of(pid(data));
    }
}
