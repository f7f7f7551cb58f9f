package io.splitstream.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MomentLayoutTest {
    private static final long DAY = 86_400_000L;
    private static final MetricPlan PLAN = new MetricPlan(
            List.of(
                    metric("signups", "signup", Aggregation.COUNT, "users", null, null),
                    metric("spend", "purchase", Aggregation.SUM, "users", 5_000_000L, DAY),
                    metric("per_session", "click", Aggregation.COUNT, "sessions", null, null),
                    metric("p90", "purchase", Aggregation.QUANTILE, "users", null, null)),
            "age",
            true);

    @Test
    void products_haveWhatEveryMetricNeeds() {
        MomentLayout layout = PLAN.layout();

        PLAN.metrics().filter(metric -> metric.kind() != Metric.Kind.QUANTILE).forEach(metric -> {
            Measure numerator = metric.numerator();
            assertThat(layout.indexOf(numerator, numerator)).isNotNegative();
            metric.population()
                    .ifPresent(matured -> assertThat(layout.indexOf(matured)).isNotNegative());
            metric.denominator().ifPresent(denominator -> {
                assertThat(layout.indexOf(denominator, denominator)).isNotNegative();
                assertThat(layout.indexOf(numerator, denominator)).isNotNegative();
                assertThat(layout.indexOf(denominator, numerator)).isNotNegative();
            });
            if (metric.kind() == Metric.Kind.MEAN) {
                assertThat(layout.indexOf(metric.covariate(), metric.covariate()))
                        .isNotNegative();
                assertThat(layout.indexOf(numerator, metric.covariate())).isNotNegative();
            }
        });
        assertThat(layout.histograms()).containsExactly(Measure.of(Measure.Quantity.SUM, "purchase"));
    }

    @Test
    void layout_ofAnExperimentThatDeclaresNothing_isTheUsualOne() {
        assertThat(MetricPlan.NONE.layout()).isSameAs(MomentLayout.USUAL);
        assertThat(MomentLayout.USUAL.text()).isEmpty();
        assertThat(MomentLayout.parse("")).isSameAs(MomentLayout.USUAL);
    }

    @Test
    void layout_withMetricsOfItsOwn_beginsLikeTheUsualOne() {
        assertThat(PLAN.layout().measures())
                .startsWith(MomentLayout.USUAL.measures().toArray(Measure[]::new));
    }

    @Test
    void metric_overBuiltInEvents_sharesTheirMeasures() {
        MetricPlan plan =
                new MetricPlan(List.of(metric("clicks", "click", Aggregation.COUNT, "users", null, null)), null, false);

        assertThat(plan.layout().measures()).isEqualTo(MomentLayout.USUAL.measures());
        assertThat(plan.layout().products()).isEqualTo(MomentLayout.USUAL.products());
    }

    @Test
    void text_readBack_isTheSameLayout() {
        assertThat(MomentLayout.parse(PLAN.layout().text())).isEqualTo(PLAN.layout());
        assertThat(MomentLayout.parse(PLAN.layout().text()).products())
                .isEqualTo(PLAN.layout().products());
        assertThat(PLAN.layout().text())
                .contains(";sum(purchase,cap=5000000,window=86400000);matured(,window=86400000);covariate(");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MomentLayout.parse("count(click)"))
                .withMessageContaining("measures|products|histograms");
        assertThatIllegalArgumentException().isThrownBy(() -> MomentLayout.parse("rows(click)||"));
    }

    @Test
    void indexOf_unneededProduct_isNone() {
        assertThat(MomentLayout.USUAL.indexOf(Measure.SESSIONS, Measure.REVENUE))
                .isNegative();
        assertThat(MomentLayout.USUAL.indexOf(Measure.of(Measure.Quantity.COUNT, "signup")))
                .isNegative();
    }

    @Test
    void products_standInTheOrderThatStoredRowsHave() {
        assertThat(MomentLayout.USUAL.products().stream()
                        .map(product ->
                                product.left().text() + "*" + product.right().text()))
                .containsExactly(
                        "count(conversion)*count(conversion)",
                        "count(impression)*count(impression)",
                        "count(impression)*count(conversion)",
                        "count(click)*count(click)",
                        "count(impression)*count(click)",
                        "any(conversion)*any(conversion)",
                        "sum(rating)*sum(rating)",
                        "count(rating)*count(rating)",
                        "count(rating)*sum(rating)",
                        "sum(conversion)*sum(conversion)",
                        "valued(conversion)*valued(conversion)",
                        "valued(conversion)*sum(conversion)",
                        "bounces()*bounces()",
                        "sessions()*sessions()",
                        "sessions()*bounces()",
                        "count(click)*count(conversion)");
    }

    @Test
    void measures_standInTheOrderThatStoredRowsHave() {
        assertThat(MomentLayout.USUAL.measures())
                .containsExactly(
                        Measure.IMPRESSIONS,
                        Measure.CLICKS,
                        Measure.CONVERSIONS,
                        Measure.CONVERTERS,
                        Measure.RATINGS,
                        Measure.RATING_SUM,
                        Measure.ORDERS,
                        Measure.REVENUE,
                        Measure.SESSIONS,
                        Measure.BOUNCES);
    }

    private static CustomMetric metric(
            String name,
            String type,
            Aggregation aggregation,
            String denominator,
            @Nullable Long cap,
            @Nullable Long window) {
        Double q = aggregation == Aggregation.QUANTILE ? 0.9 : null;
        return new CustomMetric(name, type, aggregation, q, denominator, Direction.UP, cap, window);
    }
}
