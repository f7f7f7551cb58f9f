package io.splitstream.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A stack that a test starts and stops by itself, beside the shared one. */
final class OwnStack implements AutoCloseable {
    /** Clear of every offset that the commands in {@code ops} choose. */
    private static final int PORT_OFFSET = 8_000;

    private static final Duration FIRST_READY_WITHIN = Duration.ofMinutes(5);

    private final Path data;
    private final Path log;
    private final Process supervisor;

    private OwnStack(Path data, Path log, Process supervisor) {
        this.data = data;
        this.log = log;
        this.supervisor = supervisor;
    }

    /**
     * Starts {@code ops/up} on a directory.
     *
     * @param parallelism of the stream jobs
     */
    static OwnStack start(Path data, int parallelism) throws IOException {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        Files.createDirectories(data);
        ProcessBuilder up = new ProcessBuilder(
                        Stack.root().resolve("ops/up").toString(),
                        "--data",
                        data.toString(),
                        "--port-offset",
                        String.valueOf(PORT_OFFSET))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        up.environment().put("SPLITSTREAM_JOBS_PARALLELISM", String.valueOf(parallelism));
        return new OwnStack(data, log, up.start());
    }

    /** Waits until all is ready; a first start may have to build and to set up the stores. */
    Stack awaitReady() throws IOException, InterruptedException {
        Await.until("ops/up on " + data + " ready (its output: " + log + ")", FIRST_READY_WITHIN, () -> {
            if (!supervisor.isAlive()) {
                throw new AssertionError("ops/up ended with " + supervisor.exitValue() + ":\n" + Files.readString(log));
            }
            return Stack.at(data).isReady();
        });
        return Stack.at(data);
    }

    /** The resident memory of all its processes, in bytes; what several share counts several times. */
    long residentBytes() {
        long kibibytes = 0;
        for (ProcessHandle process : Stream.concat(Stream.of(supervisor.toHandle()), supervisor.descendants())
                .toList()) {
            kibibytes += status(process).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return kibibytes * 1024;
    }

    private static List<String> status(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"));
        } catch (IOException e) {
            // It has ended meanwhile.
            return List.of();
        }
    }

    /**
     * Sends SIGTERM and waits for the end.
     *
     * @return the exit code
     * @throws AssertionError if it takes longer than {@code limit}, or leaves a process behind
     */
    int stop(Duration limit) throws InterruptedException {
        List<ProcessHandle> children = supervisor.descendants().toList();
        supervisor.destroy();
        if (!supervisor.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("ops/up still runs " + limit + " after SIGTERM");
        }
        List<ProcessHandle> left =
                children.stream().filter(ProcessHandle::isAlive).toList();
        if (!left.isEmpty()) {
            throw new AssertionError("ops/up ended and left " + left);
        }
        return supervisor.exitValue();
    }

    /** Ends whatever is left, without asking. */
    @Override
    public void close() {
        List<ProcessHandle> left = supervisor.descendants().toList();
        supervisor.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
