package io.splitstream.api.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What its owner says of an audience.
 *
 * @param match how many of the rules must hold
 * @param rules 1 to 20
 */
public record AudiencePlan(String name, @Nullable String description, Match match, List<AudienceRule> rules) {
    private static final int MOST_RULES = 20;

    public AudiencePlan {
        rules = List.copyOf(rules);
    }

    /** How many rules must hold. */
    public enum Match {
        ALL,
        ANY
    }

    /** What keeps the plan from being an audience; empty if nothing does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (name.isBlank()) {
            problems.add("name: blank (expected: 1 to 200 characters)");
        }
        if (rules.isEmpty() || rules.size() > MOST_RULES) {
            problems.add("rules: " + rules.size() + " (expected: 1 to " + MOST_RULES + ")");
        }
        rules.stream().map(AudienceRule::problem).flatMap(Optional::stream).forEach(problems::add);
        return problems;
    }

    /** Whether a user with these attributes is in the audience. */
    boolean admits(Map<String, String> attributes) {
        return match == Match.ALL
                ? rules.stream().allMatch(rule -> rule.holds(attributes))
                : rules.stream().anyMatch(rule -> rule.holds(attributes));
    }
}
