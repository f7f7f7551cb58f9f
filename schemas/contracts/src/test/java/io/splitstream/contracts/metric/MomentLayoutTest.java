package io.splitstream.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.splitstream.contracts.metric.MomentLayout.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MomentLayoutTest {
    @ParameterizedTest
    @EnumSource
    void products_haveWhatEveryMetricNeeds(Metric metric) {
        Measure numerator = metric.numerator();
        assertThat(MomentLayout.products()).contains(Product.of(numerator, numerator));
        metric.denominator().ifPresent(denominator -> assertThat(MomentLayout.products())
                .contains(Product.of(denominator, denominator), Product.of(denominator, numerator)));
    }

    @Test
    void products_standInTheOrderThatStoredRowsHave() {
        assertThat(MomentLayout.products().stream().map(product -> product.left() + "*" + product.right()))
                .containsExactly(
                        "CONVERSIONS*CONVERSIONS",
                        "IMPRESSIONS*IMPRESSIONS",
                        "IMPRESSIONS*CONVERSIONS",
                        "CLICKS*CLICKS",
                        "IMPRESSIONS*CLICKS",
                        "CONVERTERS*CONVERTERS",
                        "RATING_SUM*RATING_SUM",
                        "RATINGS*RATINGS",
                        "RATINGS*RATING_SUM",
                        "REVENUE*REVENUE",
                        "ORDERS*ORDERS",
                        "ORDERS*REVENUE",
                        "BOUNCES*BOUNCES",
                        "SESSIONS*SESSIONS",
                        "SESSIONS*BOUNCES",
                        "CLICKS*CONVERSIONS");
    }

    @Test
    void indexOf_unneededProduct_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MomentLayout.indexOf(Product.of(Measure.SESSIONS, Measure.REVENUE)));
    }

    @Test
    void measures_standInTheOrderThatStoredRowsHave() {
        assertThat(MomentLayout.measures().stream().map(Measure::name))
                .containsExactly(
                        "IMPRESSIONS",
                        "CLICKS",
                        "CONVERSIONS",
                        "CONVERTERS",
                        "RATINGS",
                        "RATING_SUM",
                        "ORDERS",
                        "REVENUE",
                        "SESSIONS",
                        "BOUNCES");
    }
}
