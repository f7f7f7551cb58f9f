package io.splitstream.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What was built: {@code ops/up} leaves a class path for every module in {@code lib} of the data directory, with
 * copies of our own jars beside them, so that a build does not pull a jar from under a running process.
 *
 * @param lib that directory
 */
record Modules(Path lib) {
    /** The class path of a module, its own jar included. */
    String classPath(String module) throws IOException {
        Path file = lib.resolve(module + ".classpath");
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing: start by ops/up, which builds it", e);
        }
    }

    /** The jar that holds the stream jobs with what they need beyond Flink: it is its own class path. */
    Path jobsJar() throws IOException {
        return Path.of(classPath("stream-jobs"));
    }
}
