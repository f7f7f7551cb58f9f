package io.splitstream.clickhouse.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.splitstream.clickhouse.engine.Engine;
import java.time.Duration;

/** What the gateway counts, for Prometheus. Thread-safe. */
final class GatewayMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter insertedRows;

    GatewayMetrics(Engine engine) {
        insertedRows = Counter.builder("splitstream_clickhouse_inserted_rows")
                .description("Rows written by INSERTs of data, those of materialized views included")
                .register(registry);
        Gauge.builder("splitstream_clickhouse_sessions", engine, Engine::running)
                .description("Statements running")
                .register(registry);
        Gauge.builder("splitstream_clickhouse_waiting", engine, Engine::waiting)
                .description("Requests waiting for a session")
                .register(registry);
    }

    /** Counts a request; {@code code} is ClickHouse's error number, 0 if there was none. */
    void answered(int code, Duration took) {
        Timer.builder("splitstream_clickhouse_queries")
                .description("Requests by ClickHouse's error number, 0 for none, from first byte in to last byte out")
                .tag("code", Integer.toString(code))
                .register(registry)
                .record(took);
    }

    void inserted(long rows) {
        insertedRows.increment((double) rows);
    }

    /** All figures in Prometheus' text form. */
    String scrape() {
        return registry.scrape();
    }
}
