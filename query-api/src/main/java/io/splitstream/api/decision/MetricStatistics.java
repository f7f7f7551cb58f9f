package io.splitstream.api.decision;

import io.splitstream.api.experiment.Design;
import io.splitstream.api.results.Cell;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.ArmPair;
import io.splitstream.statistics.ArmStatistics;
import io.splitstream.statistics.Direction;
import io.splitstream.statistics.Moments;
import java.util.ArrayList;
import java.util.List;

/** A metric's sufficient statistics, picked from the cells of an experiment. */
final class MetricStatistics {
    private MetricStatistics() {}

    /** Control and one test arm in every weight epoch that has users; one pair without users if none has. */
    static List<ArmPair> pairs(Metric metric, ExperimentStatistics statistics, Design design, String testVariantId) {
        String control = design.control().id();
        List<ArmPair> pairs = new ArrayList<>();
        for (int epoch : statistics.weightEpochs()) {
            pairs.add(new ArmPair(
                    arm(metric, statistics.cell(control, epoch)), arm(metric, statistics.cell(testVariantId, epoch))));
        }
        if (pairs.isEmpty()) {
            pairs.add(
                    new ArmPair(arm(metric, statistics.total(control)), arm(metric, statistics.total(testVariantId))));
        }
        return pairs;
    }

    static ArmStatistics arm(Metric metric, Cell cell) {
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

    static Direction direction(Metric.Direction direction) {
        return direction == Metric.Direction.UP ? Direction.UP : Direction.DOWN;
    }
}
