package io.splitstream.edge.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How a fuzz test runs: first everything that an earlier run found, then new inputs.
 *
 * @param inputs how many new ones
 * @param seed of them
 */
public record FuzzRun(int inputs, long seed) {
    private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");
    private static final Path FOUND = Path.of("target", "fuzz-found");

    /** A short one, or as many inputs as {@code -Dfuzz.inputs} says, by the seed {@code -Dfuzz.seed}. */
    public static FuzzRun of(int usually) {
        return new FuzzRun(Integer.getInteger("fuzz.inputs", usually), Long.getLong("fuzz.seed", 1));
    }

    /** A test of one input. */
    @FunctionalInterface
    public interface Try {
        void run(byte[] input) throws Exception;
    }

    /**
     * Runs.
     *
     * @param name the folder of the corpus
     * @param examples that inputs are made of
     */
    public void run(String name, List<byte[]> examples, Try test) throws Exception {
        List<byte[]> known = corpus(name);
        for (byte[] input : known) {
            test.run(input);
        }
        List<byte[]> all = new ArrayList<>(examples);
        all.addAll(known);
        Damage damage = new Damage(seed, all);
        for (int i = 0; i < inputs; i++) {
            byte[] input = damage.next();
            try {
                test.run(input);
            } catch (Exception | AssertionError e) {
                Path kept = keep(name, i, input);
                throw new AssertionError(
                        "input " + i + " of seed " + seed + " is in " + kept + "; once mended it belongs into "
                                + CORPUS.resolve(name),
                        e);
            }
        }
    }

    private static List<byte[]> corpus(String name) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        Path directory = CORPUS.resolve(name);
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.sorted().toList()) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        return inputs;
    }

    private Path keep(String name, int index, byte[] input) throws IOException {
        Path file = FOUND.resolve(name).resolve("seed-" + seed + "-input-" + index);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, input);
        return file.toAbsolutePath();
    }
}
