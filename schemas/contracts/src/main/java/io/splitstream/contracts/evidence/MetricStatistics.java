package io.splitstream.contracts.evidence;

import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.ArmPair;
import io.splitstream.statistics.ArmStatistics;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.ComparisonPlan;
import io.splitstream.statistics.Direction;
import io.splitstream.statistics.MetricInference;
import io.splitstream.statistics.MetricKind;
import io.splitstream.statistics.Moments;
import io.splitstream.statistics.QuantileInference;
import io.splitstream.statistics.QuantileSketch;
import io.splitstream.statistics.SampleRatio;
import io.splitstream.statistics.SketchPair;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What the statistics engine takes, picked from the cells of an experiment: the one place that maps moments to it. */
public final class MetricStatistics {
    /** Below this sequential p-value the split of users is not what it should be. */
    public static final double SAMPLE_RATIO_LEVEL = 0.001;

    private MetricStatistics() {}

    /** Control and one test arm in every weight epoch that has users; one pair without users if none has. */
    public static List<ArmPair> pairs(Metric metric, Cells cells, String controlId, String testVariantId) {
        List<ArmPair> pairs = new ArrayList<>();
        for (int epoch : cells.weightEpochs()) {
            pairs.add(
                    new ArmPair(arm(metric, cells.at(controlId, epoch)), arm(metric, cells.at(testVariantId, epoch))));
        }
        if (pairs.isEmpty()) {
            pairs.add(new ArmPair(arm(metric, cells.total(controlId)), arm(metric, cells.total(testVariantId))));
        }
        return pairs;
    }

    /**
     * Every test arm compared with control, in the order given: quantiles by their sketches, means with a covariate
     * adjusted by it.
     */
    public static List<Comparison> compare(
            Metric metric, Cells cells, String controlId, List<String> testVariantIds, ComparisonPlan plan) {
        return compareWithin(metric, List.of(cells), controlId, testVariantIds, plan);
    }

    /**
     * The same within each part of the users; Holm's method goes over all parts.
     *
     * @return part by part, in the order given
     */
    public static List<Comparison> compareWithin(
            Metric metric, List<Cells> parts, String controlId, List<String> testVariantIds, ComparisonPlan plan) {
        Double q = metric.q();
        if (q != null) {
            List<List<SketchPair>> sketches = parts.stream()
                    .flatMap(cells -> testVariantIds.stream().map(arm -> sketches(metric, cells, controlId, arm)))
                    .toList();
            return QuantileInference.compare(sketches, q, plan);
        }
        List<List<ArmPair>> arms = parts.stream()
                .flatMap(cells -> testVariantIds.stream().map(arm -> pairs(metric, cells, controlId, arm)))
                .toList();
        boolean adjusted = parts.stream().anyMatch(cells -> isAdjusted(metric, cells));
        return MetricInference.compare(arms, plan.withCovariateAdjusted(adjusted));
    }

    /** Whether a metric's comparisons are adjusted by a covariate. */
    public static boolean isAdjusted(Metric metric, Cells cells) {
        return metric.kind() == Metric.Kind.MEAN
                && cells.cells().stream().anyMatch(cell -> cell.layout().indexOf(metric.covariate()) >= 0);
    }

    /**
     * A metric's sufficient statistics over the users of a cell; none where the row does not have what the metric
     * needs: of such users nothing is known, not that they did nothing.
     *
     * @param metric no quantile: those have {@link Cell#histogram}
     */
    public static ArmStatistics arm(Metric metric, Cell cell) {
        if (cell.users() > 0 && !cell.layout().holds(metric)) {
            return ArmStatistics.none(kind(metric));
        }
        Measure x = metric.numerator();
        long users = cell.users(metric);
        return switch (metric.kind()) {
            case SHARE -> ArmStatistics.share(users, cell.sum(x).longValueExact());
            case MEAN -> ArmStatistics.mean(users, moments(cell, x, metric.covariate()), cell.nonZero(x));
            case RATIO -> {
                Measure y = metric.denominator().orElseThrow();
                yield ArmStatistics.ratio(users, moments(cell, x, y), cell.nonZero(x), cell.nonZero(y));
            }
            case QUANTILE -> throw withoutMoments(metric);
        };
    }

    private static MetricKind kind(Metric metric) {
        return switch (metric.kind()) {
            case SHARE -> MetricKind.SHARE;
            case MEAN -> MetricKind.MEAN;
            case RATIO -> MetricKind.RATIO;
            case QUANTILE -> throw withoutMoments(metric);
        };
    }

    private static IllegalArgumentException withoutMoments(Metric metric) {
        return new IllegalArgumentException(
                metric.metricName() + " is a quantile (expected: a share, mean or ratio, which have moments)");
    }

    /** A metric's value over the users of a cell; empty where there is none. */
    public static OptionalDouble value(Metric metric, Cell cell) {
        Double q = metric.q();
        return q == null
                ? arm(metric, cell).estimate()
                : cell.histogram(metric.numerator())
                        .quantile(q)
                        .value()
                        .map(OptionalDouble::of)
                        .orElseGet(OptionalDouble::empty);
    }

    private static Moments moments(Cell cell, Measure x, Measure y) {
        return Moments.ofScaled(
                cell.sum(x),
                cell.sum(y),
                cell.product(x, x),
                cell.product(y, y),
                cell.product(x, y),
                x.scale(),
                y.scale());
    }

    private static List<SketchPair> sketches(Metric metric, Cells cells, String controlId, String testVariantId) {
        Measure measure = metric.numerator();
        List<SketchPair> pairs = new ArrayList<>();
        for (int epoch : cells.weightEpochs()) {
            pairs.add(new SketchPair(
                    cells.at(controlId, epoch).histogram(measure),
                    cells.at(testVariantId, epoch).histogram(measure)));
        }
        return pairs.isEmpty() ? List.of(new SketchPair(QuantileSketch.none(), QuantileSketch.none())) : pairs;
    }

    /** How the users of a weight epoch split over the variants by first variant, crossovers included. */
    public static SampleRatio.Split split(WeightEpoch epoch, Cells cells, List<Variant> variants) {
        List<Long> observed = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (Variant variant : variants) {
            observed.add(cells.at(variant.id(), epoch.index()).exposed());
            weights.add(epoch.weights().getOrDefault(variant.id(), 0.0));
        }
        return new SampleRatio.Split(observed, weights);
    }

    /** Which way is better, in the engine's word. */
    public static Direction direction(Metric.Direction direction) {
        return direction == Metric.Direction.UP ? Direction.UP : Direction.DOWN;
    }
}
