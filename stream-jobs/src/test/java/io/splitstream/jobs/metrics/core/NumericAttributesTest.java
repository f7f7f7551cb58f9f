package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericAttributesTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            12,             120000
            -3.5,           -35000
            0.00005,        0
            0.00015,        2
            1.5E7,          150000000000
            1e-3,           10
            99999999999999, 10000000000000
            -1e99,          -10000000000000
            1e999999999,    -
            NaN,            -
            0x10,           -
            true,           -
            desktop,        -
            .5,             -
            """)
    void of_anAttribute_isItsTenThousandthsIfItIsANumber(String text, @Nullable Long expected) {
        assertThat(NumericAttributes.of(Map.of("a", text)).get("a")).isEqualTo(expected);
    }
}
