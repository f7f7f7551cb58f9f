package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class IsoInstantPropertyTest {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    @Property(tries = 20_000)
    void parse_anyText_agreesWithTheFormatter(@ForAll("texts") String text) {
        byte[] padded = ("12" + text + "34").getBytes(StandardCharsets.UTF_8);
        assertThat(IsoInstant.parse(padded, 2, padded.length - 2)).isEqualTo(reference(text));
    }

    private static long reference(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > 40) {
            return IsoInstant.NONE;
        }
        try {
            Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            return instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)
                    ? IsoInstant.OUT_OF_RANGE
                    : instant.toEpochMilli();
        } catch (DateTimeException e) {
            return IsoInstant.NONE;
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> year = Arbitraries.of("1970", "2000", "2024", "2025", "2100", "9999", "1969", "0000", "20-5");
        Arbitrary<String> two = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 62).map(number -> String.format("%02d", number)),
                Arbitraries.of("01", "02", "12", "28", "29", "30", "31", "1", "/1", "a0"));
        Arbitrary<String> fraction = Arbitraries.oneOf(
                Arbitraries.of("", ".", ",5", ".1234567890"),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(10).map(digits -> "." + digits));
        Arbitrary<String> zone = Arbitraries.of("Z", "z", "+02:00", "-00:00", "", "+2", "Z ", "+18:01", "+02:00:30");
        return Combinators.combine(year, two.list().ofSize(5), fraction, zone)
                .as((y, parts, f, z) -> y + "-" + parts.get(0) + "-" + parts.get(1) + "T" + parts.get(2) + ":"
                        + parts.get(3) + ":" + parts.get(4) + f + z);
    }
}
