package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.jobs.metrics.core.Alarms;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by experiment: keeps the newest row of every bucket, looks at the sum when a watermark says that a round of
 * rows is whole, and raises what is crossed, once.
 *
 * <p>What was raised is state: after a restart it is not raised again, unless it was raised since the last checkpoint,
 * and then under the same id. Rows of experiments that are over are let go. One subtask does: a definition concerns it
 * whatever its experiment.
 */
final class AlertOperator extends AbstractStreamOperator<Alert>
        implements TwoInputStreamOperator<StatisticsOutput, ExperimentDefinition, Alert> {
    private static final long serialVersionUID = 1L;

    private static final MapStateDescriptor<String, ExperimentDefinition> DEFINITIONS =
            new MapStateDescriptor<>("watched-definitions", Types.STRING, MetricsTypes.DEFINITION);
    private static final MapStateDescriptor<StatisticsKey, Statistics> ROWS =
            new MapStateDescriptor<>("rows", MetricsTypes.STATISTICS_KEY, MetricsTypes.STATISTICS);
    /** When an alert was raised, by its id. */
    private static final MapStateDescriptor<String, Long> RAISED =
            new MapStateDescriptor<>("raised", Types.STRING, Types.LONG);

    private transient @Nullable State state;

    /** What exists once the operator is initialized; the sets hold experiments of this subtask. */
    private record State(
            BroadcastState<String, ExperimentDefinition> definitions,
            MapState<StatisticsKey, Statistics> rows,
            MapState<String, Long> raised,
            Set<String> seen,
            Set<String> changed) {}

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = new State(
                context.getOperatorStateStore().getBroadcastState(DEFINITIONS),
                context.getKeyedStateStore().getMapState(ROWS),
                context.getKeyedStateStore().getMapState(RAISED),
                new HashSet<>(),
                new HashSet<>());
    }

    @Override
    public void processElement1(StreamRecord<StatisticsOutput> element) throws Exception {
        if (element.getValue() instanceof StatisticsRow row) {
            String experimentId = row.key().experimentId();
            ExperimentDefinition definition = state().definitions().get(experimentId);
            if (definition == null || isWatched(definition)) {
                state().rows().put(row.key(), row.statistics());
                state().seen().add(experimentId);
            }
            state().changed().add(experimentId);
        }
    }

    @Override
    public void processElement2(StreamRecord<ExperimentDefinition> element) throws Exception {
        ExperimentDefinition definition = element.getValue();
        ExperimentDefinition known = state().definitions().get(definition.experimentId());
        if (known == null || known.revision() < definition.revision()) {
            state().definitions().put(definition.experimentId(), definition);
            // After a restart there may be rows that were not seen yet; those of an experiment that is over go at once.
            if (!isWatched(definition) || state().seen().contains(definition.experimentId())) {
                state().changed().add(definition.experimentId());
            }
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        for (String experimentId : state().changed()) {
            setCurrentKey(experimentId);
            ExperimentDefinition definition = state().definitions().get(experimentId);
            // Rows may overtake the definition that they belong to; it marks the experiment changed when it comes.
            if (definition != null && isWatched(definition)) {
                raise(definition, mark.getTimestamp());
            } else if (definition != null) {
                state().rows().clear();
                state().raised().clear();
                state().seen().remove(experimentId);
            }
        }
        state().changed().clear();
        super.processWatermark(mark);
    }

    private void raise(ExperimentDefinition definition, long completeUntil) throws Exception {
        List<Statistics> buckets = wholeBuckets(definition);
        if (buckets.isEmpty()) {
            return;
        }
        long now = getProcessingTimeService().getCurrentProcessingTime();
        Set<String> raised = new HashSet<>();
        state().raised().keys().forEach(raised::add);
        Alarms alarms = new Alarms(definition, raised::contains, completeUntil, now);
        for (Alert alert : alarms.of(buckets)) {
            state().raised().put(alert.id(), alert.raisedAt());
            output.collect(new StreamRecord<>(alert));
        }
    }

    /**
     * The buckets of the definition's version, those of earlier ones being forgotten; none while some are still to come, as
     * readers look at the version before until all are there.
     */
    private List<Statistics> wholeBuckets(ExperimentDefinition definition) throws Exception {
        List<Statistics> buckets = new ArrayList<>();
        List<StatisticsKey> past = new ArrayList<>();
        Map<Integer, Integer> bucketsOfPast = new HashMap<>();
        for (Map.Entry<StatisticsKey, Statistics> row : state().rows().entries()) {
            if (row.getKey().version() == definition.version()) {
                buckets.add(row.getValue());
            } else if (row.getKey().version() < definition.version()) {
                past.add(row.getKey());
                bucketsOfPast.merge(row.getKey().version(), 1, Integer::sum);
            }
        }
        if (buckets.size() < Shards.BUCKETS && bucketsOfPast.containsValue(Shards.BUCKETS)) {
            return List.of();
        }
        for (StatisticsKey key : past) {
            state().rows().remove(key);
        }
        return buckets;
    }

    private static boolean isWatched(ExperimentDefinition definition) {
        return definition.status() == ExperimentStatus.RUNNING || definition.status() == ExperimentStatus.PAUSED;
    }

    private State state() {
        return Objects.requireNonNull(state, "not initialized");
    }
}
