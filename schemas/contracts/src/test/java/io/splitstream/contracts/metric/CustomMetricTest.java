package io.splitstream.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.Metric.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomMetricTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            COUNT,        users,    -,     MEAN,     count(buy),         -
            COUNT,        users,    30000, MEAN,     'count(buy,cap=3)', -
            COUNT,        sessions, -,     RATIO,    count(buy),         sessions()
            COUNT,        view,     -,     RATIO,    count(buy),         count(view)
            SUM,          users,    30000, MEAN,     'sum(buy,cap=30000)', -
            SUM,          buy,      -,     RATIO,    sum(buy),           count(buy)
            MEAN,         buy,      -,     RATIO,    sum(buy),           valued(buy)
            MEAN,         users,    -,     MEAN,     mean(buy),          -
            UNIQUE_USERS, users,    -,     SHARE,    any(buy),           -
            UNIQUE_USERS, sessions, -,     RATIO,    any(buy),           sessions()
            QUANTILE,     users,    -,     QUANTILE, sum(buy),           -
            """)
    void metric_ofEveryAggregation_isMadeOfTheseMeasures(
            Aggregation aggregation,
            String denominator,
            @Nullable Long cap,
            Kind kind,
            String numerator,
            @Nullable String over) {
        Double q = aggregation == Aggregation.QUANTILE ? 0.5 : null;
        Metric metric = new CustomMetric("m", "buy", aggregation, q, denominator, Direction.DOWN, cap, null).metric();

        assertThat(metric.kind()).isEqualTo(kind);
        assertThat(metric.numerator().text()).isEqualTo(numerator);
        assertThat(metric.denominator().map(Measure::text).orElse(null)).isEqualTo(over);
        assertThat(metric.direction()).isEqualTo(Direction.DOWN);
        assertThat(metric.isOpenEnded()).isTrue();
    }
}
