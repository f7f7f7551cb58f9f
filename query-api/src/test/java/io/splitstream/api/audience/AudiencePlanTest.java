package io.splitstream.api.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudiencePlanTest {
    private static final Map<String, String> USER =
            Map.of("plan", "pro", "age", "30", "share", "0.50", "name", "Ann B", "many", "9".repeat(100));

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "plan, equals, pro, true",
        "plan, equals, Pro, false",
        "plan, not_equals, pro, false",
        "plan, not_equals, free, true",
        "none, equals, pro, false",
        "none, not_equals, pro, true",
        "plan, in, free|pro, true",
        "plan, in, free|team, false",
        "plan, not_in, free|team, true",
        "none, in, free|team, false",
        "none, not_in, free|team, true",
        "name, contains, n B, true",
        "name, starts_with, Ann, true",
        "name, starts_with, B, false",
        "name, ends_with, B, true",
        "none, contains, x, false",
        "age, greater_than, 29.5, true",
        "age, greater_than, 30, false",
        "age, at_least, 30.0, true",
        "age, less_than, 100, true",
        "age, less_than, 9, false",
        "share, at_most, 0.5, true",
        "plan, greater_than, 1, false",
        "many, greater_than, 1, false",
        "none, less_than, 1, false",
        "plan, exists, '', true",
        "none, exists, '', false",
        "plan, not_exists, '', false",
        "none, not_exists, '', true"
    })
    void rule_forAUser_holdsAsItsOperatorSays(String attribute, String operator, String values, boolean holds) {
        AudienceRule rule = rule(attribute, operator, values);

        assertThat(rule.problem()).isEmpty();
        assertThat(rule.holds(USER)).isEqualTo(holds);
    }

    @Test
    void admits_allOrAny_asThePlanSays() {
        List<AudienceRule> rules = List.of(rule("plan", "equals", "pro"), rule("age", "less_than", "20"));

        assertThat(plan(AudiencePlan.Match.ALL, rules).admits(USER)).isFalse();
        assertThat(plan(AudiencePlan.Match.ANY, rules).admits(USER)).isTrue();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "equals, ''",
        "equals, a|b",
        "in, ''",
        "exists, a",
        "greater_than, old",
        "at_most, 1e99",
    })
    void problems_ruleWithoutTheValuesThatItNeeds_isToldWhichThoseAre(String operator, String values) {
        AudiencePlan plan = plan(AudiencePlan.Match.ALL, List.of(rule("age", operator, values)));

        assertThat(plan.problems()).singleElement().asString().contains("age " + operator, "expected: ");
    }

    @Test
    void problems_withoutRulesOrName_areTold() {
        assertThat(new AudiencePlan(" ", null, AudiencePlan.Match.ALL, List.of()).problems())
                .hasSize(2);
    }

    private static AudiencePlan plan(AudiencePlan.Match match, List<AudienceRule> rules) {
        return new AudiencePlan("some", null, match, rules);
    }

    private static AudienceRule rule(String attribute, String operator, String values) {
        return new AudienceRule(
                attribute,
                AudienceRule.Operator.valueOf(operator.toUpperCase(Locale.ROOT)),
                values.isEmpty() ? List.of() : List.of(values.split("\\|")));
    }
}
