package io.splitstream.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what was computed with what a case expects: |a − b| ≤ abs + rel·|b|, element by element. */
final class GoldenCheck {
    private final double absolute;
    private final double relative;
    private final List<String> failures = new ArrayList<>();

    GoldenCheck(double absolute, double relative) {
        this.absolute = absolute;
        this.relative = relative;
    }

    /** What does not match, in words; empty if all does. */
    List<String> failures() {
        return failures;
    }

    /** Every expected field; {@code lenient} leaves out those that were not computed. */
    void compare(JsonNode expected, Map<String, @Nullable Object> actual, boolean lenient) {
        expected.properties().forEach(field -> {
            if (actual.containsKey(field.getKey())) {
                value(field.getKey(), field.getValue(), actual.get(field.getKey()));
            } else if (!lenient && !field.getValue().isNull()) {
                failures.add(field.getKey() + ": not computed");
            }
        });
    }

    private void value(String name, JsonNode expected, @Nullable Object actual) {
        boolean matches;
        if (expected.isArray()) {
            list(name, expected, actual);
            return;
        } else if (expected.isNull()) {
            // JSON has no infinity: an interval's open end may be told by null.
            matches = actual == null || (actual instanceof Double end && end.isInfinite());
        } else if (expected.isBoolean()) {
            matches = Boolean.valueOf(expected.booleanValue()).equals(actual);
        } else if (actual instanceof String text) {
            matches = text.equals(expected.textValue());
        } else if (actual instanceof Number number) {
            matches = close(number.doubleValue(), expected.isTextual() ? infinity(expected) : expected.doubleValue());
        } else if (actual instanceof Set<?> reasons) {
            matches = reasons.stream().anyMatch(reason -> means(expected.textValue(), (Reason) reason));
        } else {
            matches = false;
        }
        if (!matches) {
            failures.add(name + ": " + actual + " (expected: " + expected + ")");
        }
    }

    private void list(String name, JsonNode expected, @Nullable Object actual) {
        if (!(actual instanceof List<?> elements) || elements.size() != expected.size()) {
            failures.add(name + ": " + actual + " (expected: " + expected + ")");
            return;
        }
        for (int i = 0; i < elements.size(); i++) {
            value(name + "[" + i + "]", expected.get(i), elements.get(i));
        }
    }

    private boolean close(double actual, double expected) {
        return actual == expected || Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
    }

    private static double infinity(JsonNode text) {
        return Double.parseDouble(text.textValue().replaceFirst("(?i)inf$", "Infinity"));
    }

    /** Whether another engine's name for a refusal is ours. */
    private static boolean means(String name, Reason reason) {
        if (name.equals(reason.name())) {
            return true;
        }
        return switch (reason) {
            case ZERO_OR_NEGATIVE_VARIANCE, INSUFFICIENT_DATA -> name.contains("VARIANCE") || name.contains("DATA");
            case ZERO_BASELINE -> name.contains("BASELINE") || name.contains("CONTROL") || name.contains("MEAN");
            case NO_USERS ->
                name.contains("NO_")
                        || name.contains("EMPTY")
                        || name.contains("SAMPLE")
                        || name.contains("DATA")
                        || name.contains("VARIANCE")
                        || name.contains("BASELINE");
            case ZERO_DENOMINATOR -> name.contains("DENOMINATOR");
            default -> false;
        };
    }
}
