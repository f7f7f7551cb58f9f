package io.splitstream.standalone.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of one job, laid out by Flink as {@code <directory>/<job id>/chk-<number>/_metadata}. A job gets
 * a new id whenever it is submitted, but goes on counting from the checkpoint that it was restored from; so
 * numbers grow along the whole chain, whatever the clock did meanwhile.
 *
 * @param directory of the job
 */
record Checkpoints(Path directory) {
    private static final String PREFIX = "chk-";

    /**
     * A checkpoint that was completed.
     *
     * @param jobId of the submission that wrote it, as Flink writes ids
     * @param number counts the checkpoints of the job
     * @param path of its directory
     */
    record Checkpoint(String jobId, long number, Path path) {}

    /** The newest complete checkpoint. One without {@code _metadata} was cut short and holds nothing to start from. */
    Optional<Checkpoint> newest() throws IOException {
        return complete().stream().max(Comparator.comparingLong(Checkpoint::number));
    }

    /**
     * The directories of other submissions, of no use once the running one has a complete checkpoint of its own:
     * it restores itself from that, and Flink never builds one on another submission's.
     */
    List<Path> superseded(String runningJobId) throws IOException {
        List<Checkpoint> complete = complete();
        Optional<Checkpoint> newest = complete.stream().max(Comparator.comparingLong(Checkpoint::number));
        if (newest.isEmpty() || !newest.get().jobId().equals(runningJobId)) {
            return List.of();
        }
        return submissions().stream()
                .filter(path -> !path.getFileName().toString().equals(runningJobId))
                .toList();
    }

    private List<Checkpoint> complete() throws IOException {
        List<Checkpoint> found = new ArrayList<>();
        for (Path submission : submissions()) {
            for (Path path : children(submission)) {
                String name = path.getFileName().toString();
                if (name.matches(PREFIX + "\\d{1,18}") && Files.exists(path.resolve("_metadata"))) {
                    long number = Long.parseLong(name.substring(PREFIX.length()));
                    found.add(new Checkpoint(submission.getFileName().toString(), number, path));
                }
            }
        }
        return found;
    }

    private List<Path> submissions() throws IOException {
        return children(directory).stream()
                .filter(path -> path.getFileName().toString().matches("[0-9a-f]{32}"))
                .toList();
    }

    /** Flink deletes directories while this looks at them: one that is gone has no children. */
    private static List<Path> children(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(parent)) {
            return listed.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
