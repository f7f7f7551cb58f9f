package io.splitstream.benchmarks;

import io.splitstream.benchmarks.report.BenchmarkRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code NAME [--credentials FILE] [--lib DIR] [--quick] [--busy] [--kills N] [--seed N] [--json FILE]}.
 *
 * @param needsStack whether it is only asked if the benchmark needs a running stack ({@code --needs-stack})
 * @param drawn the options of what is drawn, as they were given
 * @param json where to store the figures
 */
record CommandLine(String name, boolean needsStack, BenchmarkRequest request, String drawn, Optional<Path> json) {
    private static final String EXPECTED =
            "--credentials FILE, --lib DIR, --quick, --busy, --kills N, --seed N or --json FILE";

    /**
     * Reads the arguments.
     *
     * @param args one or more
     * @throws IllegalArgumentException if they make no command; the message says what would
     */
    static CommandLine parse(List<String> args) {
        Iterator<String> rest = args.iterator();
        String name = rest.next();
        Map<String, String> values = new HashMap<>();
        List<String> flags = new ArrayList<>();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--quick", "--busy", "--needs-stack" -> flags.add(option);
                case "--credentials", "--lib", "--json" -> values.put(option, value(option, "a file", rest));
                case "--kills", "--seed" -> values.put(option, value(option, "a number", rest));
                default -> throw new IllegalArgumentException("option " + option + " (expected: " + EXPECTED + ")");
            }
        }
        BenchmarkRequest request = new BenchmarkRequest(
                Optional.ofNullable(values.get("--credentials")).map(Path::of),
                Optional.ofNullable(values.get("--lib")).map(Path::of),
                flags.contains("--quick"),
                flags.contains("--busy"),
                number("--kills", values, 200),
                number("--seed", values, 1));
        return new CommandLine(
                name,
                flags.contains("--needs-stack"),
                request,
                drawn(values),
                Optional.ofNullable(values.get("--json")).map(Path::of));
    }

    /** The command that a reader types to repeat the measurement. */
    String reproduction() {
        return "ops/bench " + name + (request.quick() ? " --quick" : "") + (request.busy() ? " --busy" : "") + drawn;
    }

    private static String value(String option, String what, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " wants " + what);
        }
        return rest.next();
    }

    private static String drawn(Map<String, String> values) {
        StringBuilder given = new StringBuilder();
        for (String option : List.of("--kills", "--seed")) {
            String value = values.get(option);
            given.append(value == null ? "" : " " + option + " " + value);
        }
        return given.toString();
    }

    private static int number(String option, Map<String, String> values, int otherwise) {
        String text = values.get(option);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(option + ": " + text + " (expected: a whole number below a million)");
        }
        return Integer.parseInt(text);
    }
}
