package io.splitstream.api.audience;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What one attribute of a user must be like.
 *
 * <p>Attributes are texts; numbers and flags are their JSON text. A rule with <em>not</em> in its name holds exactly
 * where the one without does not, so it holds for a user who lacks the attribute; no other rule does.
 *
 * @param values what to compare with: one or more for the operators on lists, none for those on presence, else one
 */
public record AudienceRule(String attribute, Operator operator, List<String> values) {
    private static final int LONGEST_NUMBER = 64;
    private static final int MOST_VALUES = 100;

    public AudienceRule {
        values = List.copyOf(values);
    }

    /** How an attribute is compared. */
    public enum Operator {
        EQUALS,
        NOT_EQUALS,
        IN,
        NOT_IN,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH,
        GREATER_THAN,
        AT_LEAST,
        LESS_THAN,
        AT_MOST,
        EXISTS,
        NOT_EXISTS;

        private boolean isNumeric() {
            return this == GREATER_THAN || this == AT_LEAST || this == LESS_THAN || this == AT_MOST;
        }
    }

    /** What keeps the rule from being one; empty if nothing does. */
    Optional<String> problem() {
        String expected =
                switch (operator) {
                    case EXISTS, NOT_EXISTS -> values.isEmpty() ? "" : "no value";
                    case IN, NOT_IN ->
                        values.isEmpty() || values.size() > MOST_VALUES ? "1 to " + MOST_VALUES + " values" : "";
                    default -> values.size() != 1 ? "exactly one value" : "";
                };
        if (expected.isEmpty() && operator.isNumeric() && number(values.get(0)).isEmpty()) {
            expected = "a number";
        }
        return expected.isEmpty()
                ? Optional.empty()
                : Optional.of("rules: " + attribute + " " + operator.name().toLowerCase(Locale.ROOT) + " " + values
                        + " (expected: " + expected + ")");
    }

    /** Whether it holds for a user with these attributes. */
    boolean holds(Map<String, String> attributes) {
        String value = attributes.get(attribute);
        return switch (operator) {
            case EQUALS, IN -> isOneOf(value);
            case NOT_EQUALS, NOT_IN -> !isOneOf(value);
            case EXISTS -> value != null;
            case NOT_EXISTS -> value == null;
            case CONTAINS -> value != null && value.contains(values.get(0));
            case STARTS_WITH -> value != null && value.startsWith(values.get(0));
            case ENDS_WITH -> value != null && value.endsWith(values.get(0));
            case GREATER_THAN -> compares(value, sign -> sign > 0);
            case AT_LEAST -> compares(value, sign -> sign >= 0);
            case LESS_THAN -> compares(value, sign -> sign < 0);
            case AT_MOST -> compares(value, sign -> sign <= 0);
        };
    }

    private boolean isOneOf(@Nullable String value) {
        return value != null && values.contains(value);
    }

    private boolean compares(@Nullable String value, IntPredicate sign) {
        return value != null
                && number(value)
                        .flatMap(left -> number(values.get(0)).map(left::compareTo))
                        .filter(sign::test)
                        .isPresent();
    }

    /** Bounded, for a number's exponent makes its comparison costly. */
    private static Optional<BigDecimal> number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) <= LONGEST_NUMBER ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
