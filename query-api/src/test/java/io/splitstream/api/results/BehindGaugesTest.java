package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.evidence.Cells;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BehindGaugesTest {
    private final SettableClock clock = new SettableClock();
    private final FakeResultSource source = new FakeResultSource();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BehindGauges gauges = new BehindGauges(new Results(source, clock), meters, clock);

    private double behind(String job) {
        return meters.get("splitstream_api_results_behind_seconds")
                .tag("stream_job", job)
                .gauge()
                .value();
    }

    @Test
    void gauges_areTheClockMinusWhatIsComplete() {
        clock.advance(Duration.ofSeconds(30));
        assertThat(behind("event-archive")).as("before anything was read").isEqualTo(30);

        source.statistics(new ExperimentStatistics(
                1, Cells.NONE, 0, 0, 0, 0, clock.instant().minusMillis(1_500)));
        gauges.read();

        assertThat(behind("experiment-metrics")).isEqualTo(1.5);
    }

    @Test
    void gauges_growWhileNothingCanBeRead() {
        source.statistics(new ExperimentStatistics(1, Cells.NONE, 0, 0, 0, 0, clock.instant()));
        gauges.read();
        source.failure(new UnavailableException("away", null));
        clock.advance(Duration.ofSeconds(90));

        assertThatThrownBy(gauges::read).isInstanceOf(UnavailableException.class);

        assertThat(behind("experiment-metrics")).isEqualTo(90);
        assertThat(behind("event-archive")).isEqualTo(90);
    }
}
