package io.splitstream.contracts.recount;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RecountTest {
    private static final List<String> STATEMENTS = List.of(
            Recount.whole().statement(),
            Recount.bySegment().statement(),
            Recount.byBucket().statement());

    @Test
    void statement_isFilledAndOne() {
        assertThat(STATEMENTS).allSatisfy(statement -> assertThat(statement)
                .doesNotContain("{{", "}}", ";", "--")
                .contains("{workspace:String}", "{experiment:String}", "{until:Int64}"));
    }

    @Test
    void statement_countsEveryMeasureOnce() {
        for (Measure measure : MomentLayout.USUAL.measures()) {
            String column = column(measure);
            assertThat(Recount.whole().statement())
                    .containsOnlyOnce(" AS " + column)
                    .contains("sumIf(toInt128(" + column + "), variants = 1)");
        }
    }

    @Test
    void statement_hasEveryProductInTheOrderOfTheLayout() {
        String products = Pattern.compile("sumIf\\(toInt256\\((\\w+)\\) \\* toInt256\\((\\w+)\\)")
                .matcher(Recount.whole().statement())
                .results()
                .map(found -> found.group(1) + "*" + found.group(2))
                .toList()
                .toString();

        assertThat(products)
                .isEqualTo(MomentLayout.USUAL.products().stream()
                        .map(product -> column(product.left()) + "*" + column(product.right()))
                        .toList()
                        .toString());
    }

    private static String column(Measure measure) {
        return ("m_" + measure.quantity() + (measure.eventType().isEmpty() ? "" : "_" + measure.eventType()))
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void parameters_haveEpochsInTheirOrder() {
        List<WeightEpoch> epochs = List.of(new WeightEpoch(0, 5, Map.of()), new WeightEpoch(1, 9, Map.of()));

        assertThat(Recount.parameters("w", "e", epochs, 77))
                .containsEntry("epochs", List.of(0, 1))
                .containsEntry("epoch_begins", List.of(5L, 9L))
                .containsEntry("until", 77L);
    }
}
