package io.splitstream.standalone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program that prepares something and ends. */
public final class OneShot {
    private static final int SHOWN = 2_000;

    private OneShot() {}

    /**
     * Waits for the program's end; ends it if interrupted.
     *
     * @return what it printed
     * @throws IOException with the end of what it printed, if its exit code is not 0
     */
    public static String run(List<String> command) throws IOException, InterruptedException {
        // A file, not a pipe: it cannot fill up, and waiting for the process stays interruptible.
        Path printed = Files.createTempFile("splitstream", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            try {
                int code = process.waitFor();
                String text = Files.readString(printed, StandardCharsets.UTF_8);
                if (code != 0) {
                    String end = text.substring(Math.max(0, text.length() - SHOWN));
                    throw new IOException(command.get(0) + " ended with exit code " + code + ": " + end.strip());
                }
                return text;
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(printed);
        }
    }
}
