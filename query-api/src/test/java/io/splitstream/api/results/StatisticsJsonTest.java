package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.MomentLayout;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsJsonTest {
    private static final String BIG = "170141183460469231731687303715884105727";

    @Test
    void row_integersAsTextAndAsNumbers_areReadExactly() {
        StatisticsRow row = StatisticsJson.row(json("""
                {"variant_ids":["a"],"weight_epochs":[2],"users":["3"],"exposed":[4],"non_zero":[[1,2]],
                 "sums":[["%s",%s]],"products":[["%s"]],"crossovers":1,"events":"5","duplicates":2,"late_events":0}
                """.formatted(BIG, BIG, BIG)));

        Cell cell = row.cells().get(0);
        assertThat(cell.sums()).containsOnly(new BigInteger(BIG));
        assertThat(cell.products()).containsExactly(new BigInteger(BIG));
        assertThat(cell.weightEpoch()).isEqualTo(2);
        assertThat(cell.users()).isEqualTo(3);
        assertThat(row.events()).isEqualTo(5);
    }

    @Test
    void row_writtenBeforeAMeasureExisted_readsItAsZero() {
        Cell cell = StatisticsJson.row(json("""
                                {"variant_ids":["a"],"weight_epochs":[0],"users":[1],"exposed":[1],"non_zero":[[1]],
                                 "sums":[[7]],"products":[[49]]}
                                """)).cells().get(0);

        assertThat(cell.sum(Measure.IMPRESSIONS)).isEqualTo(7);
        assertThat(cell.sum(Measure.BOUNCES)).isZero();
        assertThat(cell.product(Measure.BOUNCES, Measure.SESSIONS)).isZero();
    }

    @Test
    void row_thatNamesItsLayout_isReadByIt() {
        CustomMetric signups = new CustomMetric(
                "signups", "signup", Aggregation.COUNT, null, CustomMetric.USERS, Direction.UP, null, null);
        CustomMetric p90 =
                new CustomMetric("p90", "buy", Aggregation.QUANTILE, 0.9, CustomMetric.USERS, Direction.UP, null, null);
        Cell cell = StatisticsJson.row(json("""
                                {"version":2,"layout":"count(signup);sum(buy)|0*0|1","variant_ids":["a"],
                                 "weight_epochs":[0],"users":[3],"exposed":[3],"non_zero":[[1,2]],"sums":[[4,"30000"]],
                                 "products":[["16"]],"histograms":[[[[0,"1"],[922,2]]]]}
                                """)).cells().get(0);

        assertThat(cell.sum(signups.metric().numerator())).isEqualTo(4);
        assertThat(cell.product(signups.metric().numerator(), signups.metric().numerator()))
                .isEqualTo(16);
        assertThat(cell.histogram(p90.metric().numerator()).counts()).isEqualTo(Map.of(0, 1L, 922, 2L));
        assertThat(cell.sum(Measure.IMPRESSIONS)).isZero();
    }

    @Test
    void sum_bucketsWithDifferentCells_addsPerVariantAndEpoch() {
        ExperimentStatistics sum = ExperimentStatistics.sum(
                List.of(
                        new StatisticsRow(3, List.of(cell("a", 0, 1), cell("b", 0, 2)), 1, 10, 0, 0),
                        new StatisticsRow(3, List.of(cell("b", 0, 3), cell("b", 1, 5)), 2, 20, 0, 0)),
                null);

        assertThat(sum.total("a").users()).isEqualTo(1);
        assertThat(sum.cells().at("b", 0).users()).isEqualTo(5);
        assertThat(sum.total("b").sum(Measure.IMPRESSIONS)).isEqualTo(100);
        assertThat(sum.cells().weightEpochs()).containsExactly(0, 1);
        assertThat(sum.crossovers()).isEqualTo(3);
        assertThat(sum.version()).isEqualTo(3);
        assertThat(sum.total().users()).isEqualTo(11);
    }

    @Test
    void history_bucketsThatDidNotChange_standAsBefore() {
        List<JsonNode> rows = List.of(point(100, 0, 1), point(100, 1, 2), point(110, 1, 7), point(120, 0, 3));

        List<HistoryPoint> points =
                StatisticsJson.history(rows, 3, MetricColumns.of(Metric.CONVERSION_RATE, MomentLayout.USUAL));

        assertThat(points)
                .extracting(HistoryPoint::at)
                .containsExactly(Instant.ofEpochSecond(100), Instant.ofEpochSecond(110), Instant.ofEpochSecond(120));
        assertThat(points)
                .extracting(point -> point.statistics().total("a").users())
                .containsExactly(3L, 8L, 10L);
        assertThat(points.get(0).statistics().total("a").sum(Measure.CONVERSIONS))
                .isEqualTo(2);
        assertThat(points.get(0).statistics().total("a").sum(Measure.IMPRESSIONS))
                .isEqualTo(20);
        assertThat(points.get(0).statistics().total("a").product(Measure.IMPRESSIONS, Measure.CONVERSIONS))
                .isEqualTo(10);
    }

    private static JsonNode point(long at, int bucket, int users) {
        return json("""
                {"at":%d,"bucket":%d,"variant_ids":["a"],"weight_epochs":[0],"users":[%d],"non_zero":[[1,1]],
                 "sums":[["10","1"]],"products":[["3","4","5"]]}
                """.formatted(at, bucket, users));
    }

    private static Cell cell(String variant, int epoch, long users) {
        return new Cell(
                variant,
                epoch,
                users,
                users,
                MomentLayout.USUAL,
                List.of(users),
                List.of(BigInteger.valueOf(users * 10)),
                List.of(),
                List.of());
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
