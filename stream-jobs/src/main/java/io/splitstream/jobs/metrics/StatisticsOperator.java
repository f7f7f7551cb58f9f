package io.splitstream.jobs.metrics;

import io.splitstream.jobs.connector.NewestRowsOperator;
import io.splitstream.jobs.connector.RowEpoch;
import io.splitstream.jobs.connector.RowVersion;
import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/** Keyed by experiment, version and bucket: adds changes up, and emits what changed as whole rows. */
final class StatisticsOperator
        extends NewestRowsOperator<StatisticsKey, StatisticsChange, Statistics, StatisticsOutput> {
    private static final long serialVersionUID = 1L;

    StatisticsOperator() {
        super(new ValueStateDescriptor<>("statistics", MetricsTypes.STATISTICS));
    }

    @Override
    protected StatisticsKey key(StatisticsChange change) {
        return change.key();
    }

    @Override
    protected Statistics changed(@Nullable Statistics held, StatisticsChange change) {
        return (held == null ? Statistics.ZERO : held).plus(change.change());
    }

    @Override
    protected StatisticsOutput epoch(RowEpoch announced) {
        return new OutputEpoch(announced.epoch(), announced.holdsUntil());
    }

    @Override
    protected StatisticsOutput row(StatisticsKey key, RowVersion version, @Nullable Statistics held) {
        return new StatisticsRow(
                key,
                version.epoch(),
                version.sequence(),
                version.completeUntil(),
                held == null ? Statistics.ZERO : held);
    }
}
