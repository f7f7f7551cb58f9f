package io.splitstream.edge.telemetry;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** Shows the ledger as of one moment in each scrape; meters read one after the other would not balance. */
final class LedgerCollector implements MultiCollector {
    private static final String PREFIX = "splitstream_edge_events_";

    private final EventLedger ledger;

    LedgerCollector(EventLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public MetricSnapshots collect() {
        EventLedger.Balance balance = ledger.balance();
        CounterSnapshot.Builder refused =
                CounterSnapshot.builder().name(PREFIX + "refused").help("Events refused, by reason.");
        balance.refused()
                .forEach((reason, count) -> refused.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of("reason", reason))
                        .value(count)
                        .build()));
        return MetricSnapshots.builder()
                .metricSnapshot(counter("received", "Events parsed.", balance.received()))
                .metricSnapshot(
                        counter("acked", "Events made durable, by the broker or in the journal.", balance.acked()))
                .metricSnapshot(refused.build())
                .metricSnapshot(counter("unknown", "Events that may have been appended or not.", balance.unknown()))
                .metricSnapshot(GaugeSnapshot.builder()
                        .name(PREFIX + "in_flight")
                        .help("Events parsed and not answered yet.")
                        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value((double) balance.inFlight())
                                .build())
                        .build())
                .build();
    }

    private static CounterSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value((double) value)
                        .build())
                .build();
    }
}
