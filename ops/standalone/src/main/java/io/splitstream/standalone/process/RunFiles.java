package io.splitstream.standalone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where pid files and logs are.
 *
 * @param run holds {@code <part>.pid}: the pid of the living process, a line of digits
 * @param logs holds {@code <part>.log}
 */
public record RunFiles(Path run, Path logs) {
    /** The log of a part. */
    public Path log(String part) {
        return logs.resolve(part + ".log");
    }

    void writePid(String part, long pid) throws IOException {
        Path written = run.resolve(part + ".pid.new");
        Files.writeString(written, pid + "\n", StandardCharsets.US_ASCII);
        // A reader sees the old pid or the new one, never an empty file.
        Files.move(written, pidFile(part), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Optional<Long> readPid(String part) throws IOException {
        try {
            return Optional.of(Long.valueOf(
                    Files.readString(pidFile(part), StandardCharsets.US_ASCII).strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void deletePid(String part) throws IOException {
        Files.deleteIfExists(pidFile(part));
    }

    private Path pidFile(String part) {
        return run.resolve(part + ".pid");
    }
}
