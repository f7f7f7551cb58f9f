package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class TenThousandthsPropertyTest {
    private static final BigDecimal BOUND = new BigDecimal(1_000_000_000);

    @Property(tries = 20_000)
    void parse_anyJsonNumber_agreesWithBigDecimal(@ForAll("numbers") String text) {
        byte[] padded = ("x" + text + "y").getBytes(StandardCharsets.US_ASCII);

        assertThat(TenThousandths.parse(padded, 1, text.length())).isEqualTo(reference(text));
    }

    private static long reference(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0) {
            return 0;
        }
        if (number.stripTrailingZeros().scale() > 4) {
            return TenThousandths.TOO_PRECISE;
        }
        return number.abs().compareTo(BOUND) > 0
                ? TenThousandths.TOO_LARGE
                : number.movePointRight(4).longValueExact();
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> sign = Arbitraries.of("", "-");
        Arbitrary<String> whole = Arbitraries.oneOf(
                Arbitraries.just("0"),
                Arbitraries.of("1000000000", "999999999", "1000000001", "10000000000000000000"),
                Arbitraries.strings().withCharRange('1', '9').ofLength(1).flatMap(first -> Arbitraries.strings()
                        .withChars("0005")
                        .ofMaxLength(20)
                        .map(rest -> first + rest)));
        Arbitrary<String> fraction = Arbitraries.strings()
                .withChars("00019")
                .ofMaxLength(22)
                .map(digits -> digits.isEmpty() ? "" : "." + digits);
        Arbitrary<String> exponent = Arbitraries.oneOf(
                Arbitraries.just(""),
                Combinators.combine(
                                Arbitraries.of("e", "E"),
                                Arbitraries.of("", "+", "-"),
                                Arbitraries.integers().between(0, 40))
                        .as((letter, its, digits) -> letter + its + digits));
        return Combinators.combine(sign, whole, fraction, exponent).as((a, b, c, d) -> a + b + c + d);
    }
}
