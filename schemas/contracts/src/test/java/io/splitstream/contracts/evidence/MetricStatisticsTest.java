package io.splitstream.contracts.evidence;

import static io.splitstream.statistics.Direction.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.statistics.ArmStatistics;
import io.splitstream.statistics.ComparisonPlan;
import io.splitstream.statistics.MetricInference;
import io.splitstream.statistics.Moments;
import io.splitstream.statistics.Reason;
import io.splitstream.statistics.SampleRatio;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricStatisticsTest {
    @Test
    void arm_ofAMean_isInTheUnitOfTheValues() {
        Cell cell = SampleCells.cell(
                "b", 0, List.of(Map.of(Measure.REVENUE, 12_500L), Map.of(Measure.REVENUE, 20_000L), Map.of()));

        assertThat(MetricStatistics.arm(Metric.REVENUE_PER_USER, cell))
                .isEqualTo(ArmStatistics.mean(3, Moments.of(new BigDecimal("3.25"), new BigDecimal("5.5625")), 2));
    }

    @Test
    void arm_ofARatio_hasBothScalesAndBothCountsOfUsers() {
        Cell cell = SampleCells.cell(
                "b",
                0,
                List.of(
                        Map.of(Measure.RATINGS, 2L, Measure.RATING_SUM, 90_000L),
                        Map.of(Measure.RATINGS, 1L, Measure.RATING_SUM, 30_000L),
                        Map.of(Measure.IMPRESSIONS, 1L)));

        ArmStatistics arm = MetricStatistics.arm(Metric.AVG_RATING, cell);

        assertThat(arm.estimate().orElseThrow()).isCloseTo(4.0, within(1e-12));
        assertThat(arm.nonZeroNumerators()).isEqualTo(2);
        assertThat(arm.nonZeroDenominators()).isEqualTo(2);
        assertThat(arm.moments().xy()).isEqualByComparingTo("21");
    }

    @Test
    void arm_ofAWindowedMetric_isOverTheUsersWhoseWindowHasClosed() {
        long day = 86_400_000L;
        CustomMetric spend = new CustomMetric(
                "spend", "purchase", Aggregation.SUM, null, CustomMetric.USERS, Direction.UP, null, day);
        Metric metric = spend.metric();
        MomentLayout layout = new MetricPlan(List.of(spend), "age", true).layout();
        Cell cell = SampleCells.cell(
                "b",
                0,
                List.of(
                        Map.of(metric.numerator(), 20_000L, Measure.matured(day), 1L, metric.covariate(), 300_000L),
                        Map.of(Measure.matured(day), 1L),
                        Map.of(Measure.IMPRESSIONS, 5L)),
                layout);

        ArmStatistics arm = MetricStatistics.arm(metric, cell);

        assertThat(arm.users()).isEqualTo(2);
        assertThat(arm.estimate().orElseThrow()).isEqualTo(1.0);
        assertThat(arm.moments().y()).isEqualByComparingTo("30");
        assertThat(arm.moments().xy()).isEqualByComparingTo("60");
    }

    @Test
    void value_ofAQuantile_comesFromTheHistogram() {
        CustomMetric p50 = new CustomMetric(
                "p50", "purchase", Aggregation.QUANTILE, 0.5, CustomMetric.USERS, Direction.UP, null, null);
        Metric metric = p50.metric();
        List<Map<Measure, Long>> users = List.of(
                Map.of(metric.numerator(), 10_000L),
                Map.of(metric.numerator(), 20_000L),
                Map.of(metric.numerator(), 70_000L));
        Cell cell = SampleCells.cell("b", 0, users, new MetricPlan(List.of(p50), null, false).layout());

        assertThat(MetricStatistics.value(metric, cell).orElseThrow()).isCloseTo(2.0, within(0.01));
        assertThat(MetricStatistics.value(metric, Cell.empty("a", 0))).isEmpty();
        assertThat(MetricStatistics.compare(
                        metric, new Cells(List.of(cell)), "a", List.of("b"), ComparisonPlan.standard(UP)))
                .singleElement()
                .satisfies(comparison ->
                        assertThat(comparison.sequential().value()).isEmpty());
    }

    @Test
    void arm_ofAMetricThatTheRowDoesNotHave_isNobody() {
        CustomMetric spend = new CustomMetric(
                "spend", "purchase", Aggregation.SUM, null, CustomMetric.USERS, Direction.UP, null, null);
        Cell before = SampleCells.converting("b", 300, 100);

        assertThat(MetricStatistics.arm(spend.metric(), before).users()).isZero();
        assertThat(MetricStatistics.value(spend.metric(), before)).isEmpty();
        Cells cells = new Cells(List.of(SampleCells.converting("a", 300, 100), before));
        assertThat(MetricStatistics.compare(spend.metric(), cells, "a", List.of("b"), ComparisonPlan.standard(UP)))
                .singleElement()
                .satisfies(comparison ->
                        assertThat(comparison.fixedHorizon().reason()).contains(Reason.NO_USERS));
    }

    @Test
    void compareWithin_means_areAdjustedByTheCovariateWithinEachPart() {
        Metric metric = Metric.REVENUE_PER_USER;
        MomentLayout layout = new MetricPlan(List.of(), "age", false).layout();
        List<Cells> parts = List.of(revenue(layout, metric, 5), revenue(layout, metric, 9));
        ComparisonPlan plan = ComparisonPlan.standard(UP);

        var within = MetricStatistics.compareWithin(metric, parts, "a", List.of("b"), plan);

        assertThat(within).hasSize(2);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(within.get(i).absoluteLift())
                    .isEqualTo(MetricStatistics.compare(metric, parts.get(i), "a", List.of("b"), plan)
                            .get(0)
                            .absoluteLift());
            assertThat(within.get(i).absoluteLift())
                    .isNotEqualTo(MetricInference.compare(
                                    List.of(MetricStatistics.pairs(metric, parts.get(i), "a", "b")), plan)
                            .get(0)
                            .absoluteLift());
        }
    }

    private static Cells revenue(MomentLayout layout, Metric metric, int step) {
        return new Cells(List.of(
                SampleCells.cell("a", 0, spenders(metric, step, 0), layout),
                SampleCells.cell("b", 0, spenders(metric, step, 3), layout)));
    }

    private static List<Map<Measure, Long>> spenders(Metric metric, int step, int ahead) {
        return IntStream.range(0, 200)
                .mapToObj(i -> Map.of(
                        metric.numerator(),
                        10_000L * (i % step + i % 3),
                        metric.covariate(),
                        10_000L * (i % step + ahead)))
                .toList();
    }

    @Test
    void plus_cellsOfTwoLayouts_isRefusedUnlessOneHasNoUsers() {
        Cell usual = SampleCells.converting("b", 3, 1);
        Cell other = SampleCells.cell("b", 0, List.of(Map.of()), new MetricPlan(List.of(), "age", false).layout());

        assertThat(Cell.empty("b", 0).plus(other)).isEqualTo(other);
        assertThat(other.plus(Cell.empty("b", 0))).isEqualTo(other);
        assertThatIllegalArgumentException().isThrownBy(() -> usual.plus(other));
    }

    @Test
    void pairs_areOnePerWeightEpochThatHasUsers() {
        List<Map<Measure, Long>> twoUsers = List.of(Map.of(Measure.CONVERTERS, 1L), Map.of());
        Cells cells = new Cells(List.of(
                SampleCells.cell("a", 0, twoUsers),
                SampleCells.cell("b", 0, twoUsers),
                SampleCells.cell("b", 2, twoUsers)));

        var pairs = MetricStatistics.pairs(Metric.USER_CONVERSION_RATE, cells, "a", "b");

        assertThat(pairs).hasSize(2);
        assertThat(pairs.get(0).users()).isEqualTo(4);
        assertThat(pairs.get(1).control().users()).isZero();
        assertThat(pairs.get(1).test().users()).isEqualTo(2);
    }

    @Test
    void pairs_withoutUsers_areOneEmptyPair() {
        assertThat(MetricStatistics.pairs(Metric.USER_CONVERSION_RATE, Cells.NONE, "a", "b"))
                .singleElement()
                .satisfies(pair -> assertThat(pair.users()).isZero());
    }

    @Test
    void split_hasEveryVariantInTheOrderOfTheDefinition() {
        Cells cells = new Cells(List.of(SampleCells.converting("b", 3, 0)));
        List<Variant> variants = List.of(new Variant("a", "A", true), new Variant("b", "B", false));

        assertThat(MetricStatistics.split(new WeightEpoch(0, 0, Map.of("a", 0.25, "b", 0.75)), cells, variants))
                .isEqualTo(new SampleRatio.Split(List.of(0L, 3L), List.of(0.25, 0.75)));
    }

    @Test
    void sum_addsUpBucketsByVariantAndWeightEpoch() {
        Cell one = SampleCells.converting("a", 10, 3);
        Cell other = SampleCells.converting("a", 5, 2);

        Cells sum = Cells.sum(List.of(one, SampleCells.converting("b", 1, 1), other));

        assertThat(sum.cells()).hasSize(2);
        assertThat(sum.at("a", 0)).isEqualTo(SampleCells.converting("a", 15, 5));
        assertThat(sum.at("a", 1).users()).isZero();
        assertThat(sum.total().users()).isEqualTo(16);
    }
}
