package io.splitstream.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The figures of one run, in the order in which they were added. */
public final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int DECIMALS = 3;

    private final String benchmark;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, String> targets = new HashMap<>();
    private Optional<String> ownTable = Optional.empty();

    public Figures(String benchmark) {
        this.benchmark = benchmark;
    }

    /**
     * Adds a figure.
     *
     * @param name lower case with underscores, the unit included
     */
    public Figures with(String name, double value) {
        figures.add(new Figure(name, BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP)));
        return this;
    }

    /** Adds a count. */
    public Figures with(String name, long value) {
        figures.add(new Figure(name, BigDecimal.valueOf(value)));
        return this;
    }

    /** Adds a figure that ought to be no less than a target. */
    public Figures withAtLeast(String name, double value, double target) {
        with(name, value);
        targets.put(name, (value >= target ? "met" : "not met") + ": at least " + target);
        return this;
    }

    /** Adds a figure that ought to be no more than a target. */
    public Figures withAtMost(String name, double value, double target) {
        with(name, value);
        targets.put(name, (value <= target ? "met" : "not met") + ": at most " + target);
        return this;
    }

    /**
     * Shows the figures by a table of one's own; what is stored stays the figures.
     *
     * @param text lines, each ended
     */
    public Figures withTable(String text) {
        ownTable = Optional.of(text);
        return this;
    }

    /** The table given or, without one, lines of name and value, and of how they stand to their targets. */
    public String table() {
        return ownTable.orElseGet(this::lines);
    }

    private String lines() {
        StringBuilder table = new StringBuilder(benchmark).append('\n');
        for (Figure figure : figures) {
            String line = String.format(
                    Locale.ROOT,
                    "  %-40s %16s  %s",
                    figure.name,
                    figure.value.toPlainString(),
                    targets.getOrDefault(figure.name, ""));
            table.append(line.stripTrailing()).append('\n');
        }
        return table.toString();
    }

    /**
     * Stores the figures with the time and the machine they are of; beside them, under the same name with {@code .txt},
     * a table of one's own.
     *
     * @param command that printed them
     */
    public void write(Path file, String command) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("benchmark", benchmark)
                .put("command", command)
                .put(
                        "measured_at",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        ObjectNode values = root.putObject("figures");
        figures.forEach(figure -> values.put(figure.name, figure.value));
        if (!targets.isEmpty()) {
            ObjectNode verdicts = root.putObject("targets");
            figures.stream()
                    .filter(figure -> targets.containsKey(figure.name))
                    .forEach(figure -> verdicts.put(figure.name, targets.get(figure.name)));
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
        if (ownTable.isPresent()) {
            String name = String.valueOf(file.getFileName());
            Files.writeString(file.resolveSibling(name.replaceFirst("(\\.json)?$", ".txt")), ownTable.get());
        }
    }

    private record Figure(String name, BigDecimal value) {}
}
