package io.splitstream.benchmarks.report;

import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.process.ClassPaths;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to run.
 *
 * @param credentialsFile of the stack to measure, for benchmarks that measure a running one
 * @param lib where the class paths are, for benchmarks that bring their own processes
 * @param quick whether to spend less time, for figures that are rougher
 * @param busy whether to measure although others use the machine; the table says so
 * @param kills how often to kill, for benchmarks that do
 * @param seed of what is drawn
 */
public record BenchmarkRequest(
        Optional<Path> credentialsFile, Optional<Path> lib, boolean quick, boolean busy, int kills, int seed) {
    /**
     * How to get into the stack to measure.
     *
     * @throws IllegalArgumentException if none was given
     */
    public Credentials credentials() {
        return Credentials.read(requiredCredentialsFile());
    }

    /**
     * The {@code dev-credentials.json} of the stack, in its data directory.
     *
     * @throws IllegalArgumentException if none was given
     */
    public Path requiredCredentialsFile() {
        return credentialsFile.orElseThrow(() -> new IllegalArgumentException(
                "--credentials FILE is missing: the dev-credentials.json of a running stack"));
    }

    /**
     * The class paths of processes to start.
     *
     * @throws IllegalArgumentException if none were given
     */
    public ClassPaths classPaths() {
        return new ClassPaths(lib.orElseThrow(
                () -> new IllegalArgumentException("--lib DIR is missing: the class paths of the modules")));
    }
}
