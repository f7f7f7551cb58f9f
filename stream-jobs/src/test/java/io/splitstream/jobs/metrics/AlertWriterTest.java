package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.StoreStandIn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SinkWriter.Context NOW = new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
            return 0;
        }

        @Override
        public Long timestamp() {
            return 0L;
        }
    };

    private StoreStandIn store;

    @BeforeEach
    void start() throws IOException {
        store = StoreStandIn.start();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void alert_isStored_andWaitsNoMore() throws Exception {
        AlertWriter writer = AlertWriter.start(new ClickHouseTables(store.address()), List.of());
        writer.write(alert("1"), NOW);
        await(() -> writer.snapshotState(1).isEmpty());
        writer.close();

        assertThat(store.tables()).containsExactly("alerts");
    }

    @Test
    void alert_thatTheStoreRefuses_isInTheCheckpoint_andStoredByTheNextWriter() throws Exception {
        store.refuse(true);
        AlertWriter writer = AlertWriter.start(new ClickHouseTables(store.address()), List.of());
        writer.write(alert("1"), NOW);
        writer.write(alert("2"), NOW);
        writer.write(alert("1"), NOW);
        List<Alert> waiting = writer.snapshotState(1);
        writer.close();
        assertThat(waiting).containsExactly(alert("1"), alert("2"));
        store.refuse(false);

        AlertFormats.Waiting format = new AlertFormats.Waiting();
        Alert read = format.deserialize(format.getVersion(), format.serialize(waiting.get(0)));
        AlertWriter next = AlertWriter.start(new ClickHouseTables(store.address()), List.of(read));
        await(() -> next.snapshotState(2).isEmpty());
        next.close();

        assertThat(store.tables()).containsExactly("alerts");
    }

    @Test
    void uploadThatEnded_failsTheNextCheckpoint() throws Exception {
        AlertWriter writer = AlertWriter.start(new ClickHouseTables(store.address()), List.of());
        writer.flush(false);
        writer.write(unwritable(), NOW);

        await(() -> failsToFlush(writer));
        writer.close();
    }

    private static boolean failsToFlush(AlertWriter writer) {
        try {
            writer.flush(false);
            return false;
        } catch (IOException e) {
            assertThat(e).hasMessage("the upload of alerts ended");
            return true;
        }
    }

    @SuppressWarnings("NullAway") // what no row can be made of
    private static Alert unwritable() {
        return new Alert(
                "1", "w", null, 1, 0, AlertRule.SAMPLE_RATIO, AlertFigures.measured(null, null, 0.001, 1e-5, 9), 5, 6);
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static Alert alert(String id) {
        return new Alert(
                id, "w", "e", 1, 0, AlertRule.SAMPLE_RATIO, AlertFigures.measured(null, null, 0.001, 1e-5, 9), 5, 6);
    }
}
