package io.splitstream.benchmarks.streams;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.metrics.MetricsTypes;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Retention;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.metrics.core.UserTotals;
import io.splitstream.jobs.metrics.state.PackedTotals;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Users' totals as the product keeps them, of every event that comes. */
final class PlainTotals extends KeyedProcessFunction<Integer, LogEntry, ContributionOutput> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable MapState<UserKey, PackedTotals> users;
    private transient @Nullable Map<String, ExperimentDefinition> definitions;

    @Override
    public void open(OpenContext context) {
        users = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("users", MetricsTypes.USER_KEY, MetricsTypes.USER_TOTALS));
        Map<String, ExperimentDefinition> byId = new HashMap<>();
        EventShape.definitions().forEach(definition -> byId.put(definition.experimentId(), definition));
        definitions = byId;
    }

    @Override
    public void processElement(LogEntry entry, Context context, Collector<ContributionOutput> out) throws Exception {
        if (!(entry instanceof CountableEvent event)) {
            return;
        }
        MapState<UserKey, PackedTotals> state = Objects.requireNonNull(users, "not open");
        ExperimentDefinition definition = Objects.requireNonNull(
                Objects.requireNonNull(definitions, "not open").get(event.experimentId()), event.experimentId());
        UserKey key = new UserKey(event.experimentId(), event.userId());
        PackedTotals held = state.get(key);
        UserTotals before = held == null ? UserTotals.NONE : held.unpack();
        UserTotals after = before.with(event, Retention.of(definition), Lateness.USUAL);
        state.put(key, PackedTotals.of(after));
        Contribution added = Contribution.project(after, definition, Long.MIN_VALUE);
        out.collect(new ContributionChange(
                new StatisticsKey(definition.experimentId(), definition.version(), Shards.bucketOf(event.shard())),
                definition.metrics().layout(),
                Contribution.project(before, definition, Long.MIN_VALUE),
                added));
    }
}
