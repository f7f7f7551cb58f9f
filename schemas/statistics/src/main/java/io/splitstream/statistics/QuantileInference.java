package io.splitstream.statistics;

import io.splitstream.statistics.Comparison.Arm;
import io.splitstream.statistics.Comparison.Bayesian;
import io.splitstream.statistics.Comparison.FixedHorizon;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inference on a quantile of users' values: every test arm against control, from their sketches. The counterpart of
 * {@link MetricInference}, with Holm's method over the test arms alike. For one look: there is no confidence sequence,
 * so a quantile neither decides nor guards.
 */
public final class QuantileInference {
    /** The level whose interval gives the p-value and the posterior, whatever level is asked for. */
    private static final double OWN_LEVEL = 0.95;

    private final double q;
    private final ComparisonPlan plan;

    private QuantileInference(double q, ComparisonPlan plan) {
        this.q = q;
        this.plan = plan;
    }

    /**
     * Compares every test arm with control. {@code mean} of an arm is its quantile, and there is neither a standard
     * deviation nor an effect size.
     *
     * @param testArms per test arm the pairs of all weight epochs, one or more; pairs may lack values
     * @param q which quantile, in (0, 1)
     * @return per test arm its comparison, in the order given
     */
    public static List<Comparison> compare(List<List<SketchPair>> testArms, double q, ComparisonPlan plan) {
        QuantileInference inference = new QuantileInference(q, plan);
        List<Comparison> comparisons = testArms.stream().map(inference::compare).toList();
        List<Double> adjusted = MultipleTesting.holm(comparisons.stream()
                .map(comparison -> comparison
                        .fixedHorizon()
                        .value()
                        .map(FixedHorizon::pValue)
                        .orElse(1.0))
                .toList());
        return IntStream.range(0, comparisons.size())
                .mapToObj(i -> comparisons.get(i).adjusted(adjusted.get(i), 1))
                .toList();
    }

    private Comparison compare(List<SketchPair> pairs) {
        QuantileSketch control =
                pairs.stream().map(SketchPair::control).reduce(QuantileSketch.none(), QuantileSketch::plus);
        QuantileSketch test = pairs.stream().map(SketchPair::test).reduce(QuantileSketch.none(), QuantileSketch::plus);
        Answer<List<SketchPair>> comparable = comparable(pairs, control, test);
        Answer<QuantileContrast> own = comparable.then(all -> Answer.of(QuantileContrast.of(all, q, OWN_LEVEL)));
        Answer<Contrast> contrast = own.then(found -> found.towardsZero(OWN_LEVEL));
        Double ofControl = own.value()
                .map(QuantileContrast::controlQuantile)
                .or(() -> control.quantile(q).value())
                .orElse(null);
        Double ofTest = own.value()
                .map(QuantileContrast::testQuantile)
                .or(() -> test.quantile(q).value())
                .orElse(null);
        Double lift = ofControl == null || ofTest == null ? null : Double.valueOf(ofTest - ofControl);
        return new Comparison(
                new Arm(control.values(), ofControl, null),
                new Arm(test.values(), ofTest, null),
                lift,
                relative(lift, ofControl),
                null,
                contrast.then(found -> comparable.then(all -> Answer.of(FixedHorizon.of(
                        found,
                        QuantileContrast.of(all, q, plan.confidenceLevel()).interval())))),
                Answer.withheld(Reason.NO_CONFIDENCE_SEQUENCE),
                plan.bayesian()
                        ? contrast.then(found -> Answer.of(Bayesian.of(NormalPosterior.flat(found), plan)))
                        : Answer.withheld(Reason.NOT_ASKED));
    }

    /** The epochs that hold enough of both arms for bounds at every level in use, or why there are none. */
    private Answer<List<SketchPair>> comparable(List<SketchPair> pairs, QuantileSketch control, QuantileSketch test) {
        long least = Math.min(control.values(), test.values());
        if (least == 0) {
            return Answer.withheld(Reason.NO_USERS);
        }
        if (least < plan.design().minimumSample()) {
            return Answer.withheld(Reason.BELOW_MINIMUM_SAMPLE);
        }
        List<SketchPair> both = pairs.stream().filter(SketchPair::holdsBoth).toList();
        if (both.isEmpty()) {
            return Answer.withheld(Reason.NO_COMMON_EPOCH);
        }
        double level = Math.max(OWN_LEVEL, plan.confidenceLevel());
        List<SketchPair> enough = both.stream()
                .filter(pair -> pair.control().bounds(q, level).value().isPresent()
                        && pair.test().bounds(q, level).value().isPresent())
                .toList();
        return enough.isEmpty() ? Answer.withheld(Reason.INSUFFICIENT_DATA) : Answer.of(enough);
    }

    private static @Nullable Double relative(@Nullable Double lift, @Nullable Double ofControl) {
        return lift == null || ofControl == null || ofControl == 0 ? null : Double.valueOf(lift / Math.abs(ofControl));
    }
}
