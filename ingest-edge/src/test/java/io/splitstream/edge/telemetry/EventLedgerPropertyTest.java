package io.splitstream.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class EventLedgerPropertyTest {
    private final EventLedger ledger = new EventLedger();

    @Property
    void balance_afterAnyEntries_holds(@ForAll @Size(max = 50) List<@IntRange(min = 0, max = 4) Integer> entries) {
        EventLedger books = new EventLedger();
        for (int entry : entries) {
            long inFlight = books.balance().inFlight();
            if (entry == 0 || inFlight < 2) {
                books.receive(3);
            } else if (entry == 1) {
                books.acknowledge(2);
            } else if (entry == 2) {
                books.lose(1);
            } else {
                books.refuse("reason" + entry, 1);
            }
            EventLedger.Balance balance = books.balance();
            long refused = balance.refused().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(balance.received())
                    .isEqualTo(balance.acked() + refused + balance.unknown() + balance.inFlight());
        }
    }

    @Example
    void settle_moreThanIsInFlight_isABug() {
        ledger.receive(1);

        assertThatThrownBy(() -> ledger.acknowledge(2)).hasMessage("2 events settled with 1 in flight");
    }

    @Example
    void scrape_showsTheBooksAndCounters() {
        ledger.receive(10);
        ledger.acknowledge(4);
        ledger.refuse("validation_error", 3);
        ledger.lose(2);
        try (EdgeMetrics metrics = new EdgeMetrics(ledger)) {
            metrics.counter("ticks", "Ticks.", () -> 7);
            metrics.answered(202);
            System.gc();

            assertThat(metrics.scrape().lines())
                    .contains(
                            "splitstream_edge_events_received_total 10.0",
                            "splitstream_edge_events_acked_total 4.0",
                            "splitstream_edge_events_refused_total{reason=\"validation_error\"} 3.0",
                            "splitstream_edge_events_unknown_total 2.0",
                            "splitstream_edge_events_in_flight 1.0",
                            "splitstream_edge_requests_total{status=\"202\"} 1.0",
                            "splitstream_edge_ticks_total 7.0");
        }
    }
}
