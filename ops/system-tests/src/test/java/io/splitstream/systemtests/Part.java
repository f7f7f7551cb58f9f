package io.splitstream.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A process of the stack. */
enum Part {
    EDGE,
    API,
    TASKMANAGER,
    JOBMANAGER,
    KAFKA,
    CLICKHOUSE,
    POSTGRES;

    /** Whether the process of the pid file lives. */
    boolean isAlive(Stack stack) throws IOException {
        return ProcessHandle.of(pid(stack)).map(ProcessHandle::isAlive).orElse(false);
    }

    /** What the pid file says. */
    long pid(Stack stack) throws IOException {
        Path file = stack.data().resolve("run").resolve(name().toLowerCase(Locale.ROOT) + ".pid");
        return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }

    /** Ends the process as {@code kill -9} does. */
    void kill(Stack stack) throws IOException {
        long pid = pid(stack);
        boolean requested = ProcessHandle.of(pid)
                .orElseThrow(() -> new AssertionError(this + " is not running as " + pid))
                .destroyForcibly();
        if (!requested) {
            throw new AssertionError("the signal to " + this + ", " + pid + ", was refused");
        }
    }
}
