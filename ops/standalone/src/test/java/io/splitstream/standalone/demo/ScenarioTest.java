package io.splitstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final int USERS = 40_000;

    @Test
    void actions_manyUsers_comeOutAsDeclared() {
        for (Scenario scenario : Scenario.all()) {
            for (boolean inControl : List.of(true, false)) {
                assertComesOutAsDeclared(scenario, inControl);
            }
        }
    }

    private static void assertComesOutAsDeclared(Scenario scenario, boolean inControl) {
        Map<String, DoubleSummaryStatistics> done = new HashMap<>();
        int seen = 0;
        for (int number = 0; number < USERS; number++) {
            List<Action> actions = new SimulatedUser(scenario, number).actions(inControl);
            seen += actions.isEmpty() ? 0 : 1;
            for (Action action : actions) {
                BigDecimal value = action.value();
                done.computeIfAbsent(action.type(), type -> new DoubleSummaryStatistics())
                        .accept(value == null ? 0 : value.doubleValue());
            }
        }
        Behaviour declared = scenario.of(inControl);
        DoubleSummaryStatistics none = new DoubleSummaryStatistics();
        DoubleSummaryStatistics conversions = done.getOrDefault("conversion", none);
        double clicks = done.getOrDefault("click", none).getCount();
        double impressions = done.getOrDefault("impression", none).getCount();
        double events = done.values().stream()
                .mapToLong(DoubleSummaryStatistics::getCount)
                .sum();
        assertThat(seen / (double) USERS).as(scenario.key()).isCloseTo(1 - declared.lostShare(), within(0.01));
        assertThat(clicks / impressions).as(scenario.key()).isCloseTo(declared.clickShare(), within(0.01));
        assertThat(conversions.getCount() / clicks)
                .as(scenario.key())
                .isCloseTo(declared.conversionShare(), within(0.015));
        assertThat(conversions.getAverage()).as(scenario.key()).isCloseTo(declared.orderValue(), within(1.5));
        assertThat(done.getOrDefault("rating", none).getAverage())
                .as(scenario.key())
                .isCloseTo(declared.meanRating(), within(0.03));
        assertThat(events / USERS).as(scenario.key()).isCloseTo(declared.expectedEvents(), within(0.05));
    }

    @Test
    void actions_sameUserTwice_areTheSame() {
        Scenario scenario = Scenario.all().get(1);

        assertThat(new SimulatedUser(scenario, 4711).actions(false))
                .isEqualTo(new SimulatedUser(scenario, 4711).actions(false));
    }

    @Test
    void eventId_overUsersAndScenarios_neverRepeats() {
        Set<String> ids = new HashSet<>();
        for (Scenario scenario : Scenario.all()) {
            for (int number = 0; number < 1_000; number++) {
                SimulatedUser user = new SimulatedUser(scenario, number);
                for (int n = 0; n < 13; n++) {
                    assertThat(ids.add(user.eventId(n))).isTrue();
                }
            }
        }
    }

    @Test
    void actions_anyUser_areAtMostThirteenWithAtMostFourDecimals() {
        for (Scenario scenario : Scenario.all()) {
            for (int number = 0; number < 5_000; number++) {
                List<Action> actions = new SimulatedUser(scenario, number).actions(false);

                assertThat(actions).hasSizeLessThanOrEqualTo(13);
                assertThat(actions)
                        .allMatch(action ->
                                action.value() == null || action.value().scale() <= 4);
            }
        }
    }

    @Test
    void behaviour_shareAboveOne_isRefused() {
        assertThatThrownBy(() -> new Behaviour(1.1, 0.3, 10, 0.5, 4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clickShare: 1.1 (expected: 0 to 1)");
    }
}
