package io.splitstream.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesTest {
    private final Series series = new Series();

    @Test
    void median_oddAndEvenCounts_isTheMiddle() {
        series.add("odd", 9);
        series.add("odd", 1);
        series.add("odd", 2);
        series.add("even", 4);
        series.add("even", 1);

        assertThat(series.median("odd")).isEqualTo(2);
        assertThat(series.median("even")).isEqualTo(2.5);
    }

    @Test
    void median_unknownName_namesTheKnown() {
        series.add("rate", 1);

        assertThatThrownBy(() -> series.median("speed")).hasMessage("speed: no value (known: [rate])");
    }
}
