package io.splitstream.benchmarks;

import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * {@code NAME --credentials FILE [--quick] [--json FILE]}.
 *
 * @param json where to store the figures
 */
record CommandLine(String name, Path credentials, boolean quick, Optional<Path> json) {

    /**
     * Reads the arguments.
     *
     * @param args one or more
     * @throws IllegalArgumentException if they make no command; the message says what would
     */
    static CommandLine parse(List<String> args) {
        Iterator<String> rest = args.iterator();
        String name = rest.next();
        Optional<Path> credentials = Optional.empty();
        Optional<Path> json = Optional.empty();
        boolean quick = false;
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> quick = true;
                case "--credentials" -> credentials = Optional.of(file(option, rest));
                case "--json" -> json = Optional.of(file(option, rest));
                default ->
                    throw new IllegalArgumentException(
                            "option " + option + " (expected: --credentials FILE, --quick or --json FILE)");
            }
        }
        return new CommandLine(
                name,
                credentials.orElseThrow(() -> new IllegalArgumentException(
                        "--credentials FILE is missing: the dev-credentials.json of a running stack")),
                quick,
                json);
    }

    BenchmarkRequest request() {
        return new BenchmarkRequest(Credentials.read(credentials), quick);
    }

    /** The command that a reader types to repeat the measurement. */
    String reproduction() {
        return "ops/bench " + name + (quick ? " --quick" : "");
    }

    private static Path file(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " wants a file");
        }
        return Path.of(rest.next());
    }
}
