package io.splitstream.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Class paths of the modules, one file {@code NAME.classpath} each.
 *
 * @param directory as {@code ops/up} and {@code ops/bench} leave it
 */
public record ClassPaths(Path directory) {
    /**
     * The class path of a module, entries with colons between.
     *
     * @throws UncheckedIOException if there is none
     */
    public String of(String module) {
        try {
            return Files.readString(directory.resolve(module + ".classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " has no class path of " + module, e);
        }
    }
}
