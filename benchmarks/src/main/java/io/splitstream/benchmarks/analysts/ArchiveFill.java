package io.splitstream.benchmarks.analysts;

import io.splitstream.benchmarks.client.ClickHouseWriter;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Events put into the archive by SQL, beside the pipeline: users of a week, each with impressions, clicks, orders. */
final class ArchiveFill {
    /** A user's events lie five minutes apart; a user begins within a week; one in ten has an order. */
    private static final String SQL = """
            INSERT INTO splitstream.events
            SELECT
                {workspace:String}, {experiment:String}, concat('user-', toString(user)), toString(number),
                if(user % 2 = 0, {control:String}, {test:String}),
                multiIf(step = 9 AND user % 10 < 1 + user % 2, 'conversion', step % 3 = 2, 'click', 'impression')
                    AS type,
                if(type = 'conversion', toDecimal64(10 + user % 90, 4), NULL), NULL, NULL,
                toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(user % 604800 + step * 300) AS time,
                false, time, time + toIntervalMillisecond(200), false, 'benchmark',
                if(user % 3 = 0, 'mobile', 'desktop'), '', toUInt16(user % 8), number, toUInt64(9223372036854775808) - number
            FROM (SELECT number, intDiv(number, {each:UInt64}) AS user, number % {each:UInt64} AS step
                  FROM numbers({events:UInt64}))
            """;

    private final ClickHouseWriter writer;

    private ArchiveFill(ClickHouseWriter writer) {
        this.writer = writer;
    }

    /** A fill of the stack that a file of credentials belongs to. */
    static ArchiveFill of(Path credentialsFile) throws IOException {
        return new ArchiveFill(ClickHouseWriter.of(credentialsFile));
    }

    /** Fills each experiment alike; returns how many seconds it took. */
    double fill(List<LoadTarget> targets, long users, int each) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (LoadTarget target : targets) {
            writer.execute(
                    SQL,
                    Map.of(
                            "workspace",
                            "dev",
                            "experiment",
                            target.experimentId(),
                            "control",
                            target.variantIds().get(0),
                            "test",
                            target.variantIds().get(1),
                            "each",
                            each,
                            "events",
                            users * each));
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
