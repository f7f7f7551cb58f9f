package io.splitstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Programs {
    private Programs() {}

    /**
     * What a program printed, errors included.
     *
     * @param environment added to this process's own
     * @throws AssertionError if it failed, or took too long
     */
    static String run(Path directory, Duration limit, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> {
                try {
                    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(String.join(" ", command) + " still ran after " + limit);
            }
            if (process.exitValue() != 0) {
                // In one line: of a failure's text, that is what summaries show.
                throw new AssertionError(String.join(" ", command) + " ended with " + process.exitValue() + ": "
                        + output.join().strip().replaceAll("\\s*\\n\\s*", " | "));
            }
            return output.join();
        } finally {
            process.destroyForcibly();
        }
    }
}
