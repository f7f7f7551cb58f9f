package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.contracts.metric.MomentLayout;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Readers look at a definition version once every row of it is stored. */
@Order(22)
class WholeVersionsIT {
    private static final Duration STORED_WITHIN = Duration.ofSeconds(20);
    private static final int BUCKETS = 16;

    private final Stack stack;

    WholeVersionsIT() throws IOException {
        this.stack = Stack.running();
    }

    @Test
    void version_ofWhichARowIsMissing_isShownByNobodyUntilItIsThere() throws IOException, InterruptedException {
        LoadTarget target = stack.experiments().start("whole versions", 2);
        String id = target.experimentId();
        String variant = target.variantIds().get(0);
        Await.until(
                "a row for each bucket, before anybody was seen",
                STORED_WITHIN,
                () -> stack.analyst()
                                .number(
                                        "SELECT uniqExact(bucket) FROM experiment_statistics WHERE version = 1 AND experiment_id = '"
                                                + id + "'")
                        == BUCKETS);
        store(id, 1, variant, 0, BUCKETS, 1);
        store(id, 2, variant, 0, BUCKETS - 1, 5);
        assertThat(seen(id)).isEqualTo("1, 16");
        assertThat(users(id, variant)).isEqualTo(16);
        store(id, 2, variant, BUCKETS - 1, BUCKETS, 5);
        assertThat(seen(id)).isEqualTo("2, 80");
        // The API's answer may be 200 ms old.
        Await.until("its users in the API", STORED_WITHIN, () -> users(id, variant) == 80);
    }

    @Test
    void versions_ofOlderReleases_ofWhichNoneHasEveryRow_areSeenByTheNewest() throws IOException, InterruptedException {
        String id = "exp-" + UUID.randomUUID();
        store(id, 1, "a", 0, 7, 1);
        store(id, 2, "a", 0, 3, 1);

        assertThat(seen(id)).isEqualTo("2, 3");
    }

    /** Rows of one user or some each, that replace what the job has written of them. */
    private void store(String experimentId, int version, String variantId, int from, int to, int users)
            throws IOException, InterruptedException {
        MomentLayout usual = MomentLayout.USUAL;
        var answer = stack.writer()
                .send(
                        "INSERT INTO experiment_statistics (experiment_id, version, generation, bucket, ver, complete_until,"
                                + " variant_ids, weight_epochs, users, exposed, non_zero, sums, products, crossovers, events,"
                                + " duplicates, late_events, histograms) SELECT '" + experimentId + "', " + version
                                + ", 0, number, bitShiftLeft(toUInt128(1), 100), now64(3), ['" + variantId
                                + "'], [0], ["
                                + users + "], [" + users + "], [arrayWithConstant("
                                + usual.measures().size() + ", toUInt64(0))], [arrayWithConstant("
                                + usual.measures().size() + ", toInt128(0))], [arrayWithConstant("
                                + usual.products().size() + ", toInt256(0))], 0, " + users + ", 0, 0,"
                                + " [CAST([], 'Array(Array(Tuple(Int16, UInt64)))')] FROM numbers(" + from + ", "
                                + (to - from) + ")",
                        "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The version that the view shows, and its users. */
    private String seen(String experimentId) throws IOException, InterruptedException {
        var row = stack.analyst()
                .rows("SELECT any(version), sum(users) FROM v_variant_metrics WHERE experiment_id = '" + experimentId
                        + "'")
                .get(0);
        return row.get(0) + ", " + row.get(1);
    }

    private long users(String experimentId, String variantId) throws IOException, InterruptedException {
        JsonNode variants = stack.admin()
                .get("/api/experiments/" + experimentId + "/metrics")
                .data()
                .path("variants");
        for (JsonNode variant : variants) {
            if (variant.path("variant_id").asText().equals(variantId)) {
                return variant.path("users").asLong();
            }
        }
        return -1;
    }
}
