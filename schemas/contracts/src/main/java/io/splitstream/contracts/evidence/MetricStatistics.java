package io.splitstream.contracts.evidence;

import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.ArmPair;
import io.splitstream.statistics.ArmStatistics;
import io.splitstream.statistics.Direction;
import io.splitstream.statistics.Moments;
import io.splitstream.statistics.SampleRatio;
import java.util.ArrayList;
import java.util.List;

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

    /** A metric's sufficient statistics over the users of a cell. */
    public static ArmStatistics arm(Metric metric, Cell cell) {
        Measure x = metric.numerator();
        return switch (metric.kind()) {
            case SHARE -> ArmStatistics.share(cell.users(), cell.sum(x).longValueExact());
            case MEAN ->
                ArmStatistics.mean(
                        cell.users(), Moments.ofScaled(cell.sum(x), cell.product(x, x), x.scale()), cell.nonZero(x));
            case RATIO -> {
                Measure y = metric.denominator().orElseThrow();
                Moments moments = Moments.ofScaled(
                        cell.sum(x),
                        cell.sum(y),
                        cell.product(x, x),
                        cell.product(y, y),
                        cell.product(x, y),
                        x.scale(),
                        y.scale());
                yield ArmStatistics.ratio(cell.users(), moments, cell.nonZero(x), cell.nonZero(y));
            }
        };
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
