package io.splitstream.edge.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** The edge's counters, gauges and timers, and their text for Prometheus. Safe for use by several threads. */
public final class EdgeMetrics implements AutoCloseable {
    private static final String PREFIX = "splitstream.edge.";

    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Timer ackLatency;
    private final Timer queueTime;
    private final Map<Integer, Counter> requests = new ConcurrentHashMap<>();

    public EdgeMetrics(EventLedger ledger) {
        PrometheusRegistry prometheus = new PrometheusRegistry();
        prometheus.register(new LedgerCollector(ledger));
        this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
        this.ackLatency = Timer.builder(PREFIX + "ack.latency")
                .description(
                        "From a request's last byte to its last event being durable, at the broker or in the journal.")
                .serviceLevelObjectives(buckets())
                .register(registry);
        this.queueTime = Timer.builder(PREFIX + "queue.time")
                .description("From a request's last byte being read and judged to its events being handed on.")
                .serviceLevelObjectives(buckets())
                .register(registry);
    }

    /** A request's events waited for a time in a ring. */
    public void queued(long nanos) {
        queueTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A request was answered with a status. */
    public void answered(int status) {
        requests.computeIfAbsent(status, key -> Counter.builder(PREFIX + "requests")
                        .description("Requests by the status of their answer.")
                        .tag("status", String.valueOf(key))
                        .register(registry))
                .increment();
    }

    /** The events of a request were durable after a time. */
    public void acknowledged(long nanos) {
        ackLatency.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Shows a level, read at every scrape. */
    public void gauge(String name, String description, DoubleSupplier level) {
        Gauge.builder(PREFIX + name, level, DoubleSupplier::getAsDouble)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** Shows a count that only grows, read at every scrape. */
    public void counter(String name, String description, DoubleSupplier count) {
        // The meter holds its object weakly and its function strongly.
        FunctionCounter.builder(PREFIX + name, this, metrics -> count.getAsDouble())
                .description(description)
                .register(registry);
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    private static Duration[] buckets() {
        int[] millis = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000};
        Duration[] buckets = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            buckets[i] = Duration.ofMillis(millis[i]);
        }
        return buckets;
    }
}
