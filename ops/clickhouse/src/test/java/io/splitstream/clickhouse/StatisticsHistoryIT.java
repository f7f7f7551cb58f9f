package io.splitstream.clickhouse;

import static io.splitstream.clickhouse.GatewayProcess.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.results.ResultTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real engine keeps of an experiment's statistics over time, in a database that an older release made. */
class StatisticsHistoryIT {
    private static final Path READER = Path.of("../../query-api/src/main/resources/results/history.sql");

    @TempDir
    static Path directory;

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = GatewayProcess.start(directory, Map.of());
        applySchema();
        gateway.ask(
                WRITER,
                "ALTER TABLE splitstream.experiment_statistics_to_history MODIFY QUERY SELECT"
                        + " toStartOfInterval(toDateTime(complete_until, 'UTC'), INTERVAL 10 SECOND) AS slot, *"
                        + " FROM splitstream.experiment_statistics");
        applySchema();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void history_bucketsThatChangedLaterInAMinute_areThereAfterADay() throws Exception {
        Instant minute = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MINUTES);
        write("rests", 1, 0, 16, minute.plusSeconds(23));
        write("rests", 2, 3, 1, minute.plusSeconds(61));

        gateway.ask(WRITER, "OPTIMIZE TABLE splitstream.experiment_statistics_history FINAL");

        assertThat(gateway.ask(
                        WRITER,
                        "SELECT count(), min(toUnixTimestamp(slot)), max(toUnixTimestamp(slot))"
                                + " FROM splitstream.experiment_statistics_history WHERE experiment_id = 'rests'"))
                .as("16 at the next minute, and the bucket that changed in its first slot at the one after it")
                .isEqualTo("17\t" + minute.plusSeconds(60).getEpochSecond() + "\t"
                        + minute.plusSeconds(120).getEpochSecond());
        assertThat(gateway.ask(
                        WRITER,
                        "SELECT bucket FROM splitstream.experiment_statistics_history FINAL WHERE"
                                + " experiment_id = 'rests' AND ver = 2 ORDER BY slot"))
                .as("in place of what it was at the begin of the minute")
                .isEqualTo("3\n3");
    }

    @Test
    void reader_rowThatStandsAtTheNextMinute_isNotShownBeforeIt() throws Exception {
        // The next minute is not to begin before the reader has read.
        if (Instant.now().getEpochSecond() % 60 >= 50) {
            Thread.sleep(10_000);
        }
        Instant now = Instant.now();
        write("runs", 1, 0, 16, now);

        String points = gateway.ask(
                WRITER,
                Files.readString(READER) + " FORMAT TSV",
                "param_experiment",
                "runs",
                "param_version",
                "1",
                "param_measures",
                "[]",
                "param_products",
                "[]",
                "param_histograms",
                "[]");

        long slot = now.getEpochSecond() / 10 * 10;
        assertThat(points.lines().map(line -> line.split("\t", 2)[0]).distinct())
                .containsExactly(Long.toString(slot + 10));
        assertThat(points.lines()).hasSize(16);
    }

    private static void write(String experiment, int ver, int fromBucket, int buckets, Instant completeUntil)
            throws Exception {
        gateway.ask(
                WRITER,
                "INSERT INTO splitstream.experiment_statistics"
                        + " (experiment_id, version, generation, bucket, ver, complete_until, variant_ids) SELECT '"
                        + experiment
                        + "', 1, 0, number, " + ver + ", fromUnixTimestamp64Milli(toInt64("
                        + completeUntil.toEpochMilli() + "), 'UTC'), ['control'] FROM numbers(" + fromBucket + ", "
                        + buckets + ")");
    }

    private static void applySchema() throws Exception {
        for (String statement : ResultTables.statements()) {
            gateway.ask(WRITER, statement);
        }
    }
}
