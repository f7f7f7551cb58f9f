package io.splitstream.benchmarks.analysts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The most memory that a process of the stack held while it was watched, looked at ten times a second. */
final class MemoryWatch implements AutoCloseable {
    private static final String RESIDENT = "VmRSS:";

    private final Path status;
    private final Thread watcher;
    private final double before;
    private volatile double most;
    private volatile boolean ended;

    private MemoryWatch(Path status) throws IOException {
        this.status = status;
        this.before = resident();
        this.most = before;
        this.watcher = new Thread(this::watch, "memory-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    /**
     * Watches a process.
     *
     * @param credentialsFile of the stack, in its data directory
     * @param name of its pid file
     */
    static MemoryWatch of(Path credentialsFile, String name) throws IOException {
        Path pidFile = credentialsFile.toAbsolutePath().resolveSibling("run").resolve(name + ".pid");
        return new MemoryWatch(Path.of("/proc", Files.readString(pidFile).strip(), "status"));
    }

    /** MiB when the watch began. */
    double before() {
        return before;
    }

    /** The most MiB so far. */
    double most() {
        return most;
    }

    @Override
    public void close() {
        ended = true;
        watcher.interrupt();
    }

    private void watch() {
        try {
            while (!ended) {
                most = Math.max(most, resident());
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (IOException e) {
            most = Double.NaN; // the process is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double resident() throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .orElseThrow(() -> new IOException(status + " says nothing of memory"));
    }
}
