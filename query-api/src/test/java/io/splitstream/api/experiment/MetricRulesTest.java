package io.splitstream.api.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricRulesTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            ok,              buy,       COUNT,        -,   users,    30000, 86400000,   -
            ok,              buy,       MEAN,         -,   buy,      -,     -,          -
            ok,              buy,       MEAN,         -,   users,    -,     -,          -
            ok,              buy,       QUANTILE,     0.9, users,    12345, 1000,       -
            ok,              click,     SUM,          -,   view,     1,     -,          -
            1st,             buy,       COUNT,        -,   users,    -,     -,          a letter
            a b,             buy,       COUNT,        -,   users,    -,     -,          a letter
            conversion_rate, buy,       COUNT,        -,   users,    -,     -,          built-in
            Conversion_Rate, buy,       COUNT,        -,   users,    -,     -,          built-in
            bad,             'b,y',     COUNT,        -,   users,    -,     -,          event_type
            bad,             users,     COUNT,        -,   users,    -,     -,          event_type
            bad,             buy,       COUNT,        -,   'a b',    -,     -,          denominator
            bad,             buy,       COUNT,        0.5, users,    -,     -,          q 0.5
            bad,             buy,       QUANTILE,     -,   users,    -,     -,          q null
            bad,             buy,       QUANTILE,     1.0, users,    -,     -,          q 1.0
            bad,             buy,       QUANTILE,     0.5, sessions, -,     -,          denominator sessions
            bad,             buy,       MEAN,         -,   sessions, -,     -,          of a mean
            bad,             buy,       COUNT,        -,   users,    15000, -,          a whole number
            bad,             buy,       UNIQUE_USERS, -,   users,    10000, -,          counts once
            bad,             buy,       SUM,          -,   users,    0,     -,          over 0
            bad,             buy,       SUM,          -,   users,    -,     999,        1 s to 90 days
            bad,             buy,       SUM,          -,   users,    -,     7776000001, 1 s to 90 days
            """)
    void problems_ofAMetric_nameTheFieldAndWhatIsExpected(
            String name,
            String eventType,
            Aggregation aggregation,
            @Nullable Double q,
            String denominator,
            @Nullable Long cap,
            @Nullable Long window,
            @Nullable String problem) {
        CustomMetric metric = new CustomMetric(name, eventType, aggregation, q, denominator, Direction.UP, cap, window);

        List<String> problems = MetricRules.problems(List.of(metric));

        if (problem == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems)
                    .singleElement()
                    .asString()
                    .startsWith("metrics: " + name)
                    .contains(problem);
        }
    }

    @Test
    void problems_tooManyOrTwoOfOneName_areRefused() {
        List<CustomMetric> many = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            boolean quantile = i < 6;
            many.add(new CustomMetric(
                    i == 20 ? "m19" : "m" + i,
                    "buy",
                    quantile ? Aggregation.QUANTILE : Aggregation.COUNT,
                    quantile ? 0.5 : null,
                    CustomMetric.USERS,
                    Direction.UP,
                    null,
                    null));
        }

        assertThat(MetricRules.problems(many))
                .containsExactly(
                        "metrics: 21 (expected: at most 20)",
                        "metrics: 6 quantiles (expected: at most 5)",
                        "metrics: the name m19 twice (expected: names that differ)");
    }
}
