package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.VersionMark.Speaker;
import io.splitstream.jobs.metrics.core.VersionMark.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link UserTotalsFunction}, and does what a function cannot. It sets the timers that a definition calls for: a
 * function may set timers for the shard of an event only, and a definition concerns them all. And it closes the versions of
 * experiments that were completed long ago, once log time gets there; after a start anew, for closing what is closed does
 * nothing.
 */
final class UserTotalsOperator
        extends CoBroadcastWithKeyedOperator<Integer, LogEntry, ExperimentDefinition, ContributionOutput> {
    private static final long serialVersionUID = 1L;

    /** The name that the function's own timers have, so that they are one and the same. */
    private static final String TIMERS = "user-timers";

    private final StateLifetimes lifetimes;

    /** Experiments by the log time at which they are to be closed. */
    private transient @Nullable NavigableMap<Long, Set<String>> ending;

    private transient long watermark;

    UserTotalsOperator(StateLifetimes lifetimes, boolean missesEvents) {
        super(new UserTotalsFunction(lifetimes, missesEvents), List.of(UserTotalsFunction.DEFINITIONS));
        this.lifetimes = lifetimes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        ending = new TreeMap<>();
        watermark = Long.MIN_VALUE;
        for (Map.Entry<String, ExperimentDefinition> known : definitions().entries()) {
            closeLater(known.getValue());
        }
    }

    @Override
    public void processElement2(StreamRecord<ExperimentDefinition> element) throws Exception {
        super.processElement2(element);
        Map<Integer, Long> wanted = ((UserTotalsFunction) getUserFunction()).takeWantedTimers();
        if (!wanted.isEmpty()) {
            InternalTimerService<VoidNamespace> timers =
                    getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
            for (Map.Entry<Integer, Long> timer : wanted.entrySet()) {
                setCurrentKey(timer.getKey());
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, timer.getValue());
            }
        }
        closeLater(element.getValue());
        closeWhatIsDue();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        super.processWatermark(mark);
        watermark = mark.getTimestamp();
        closeWhatIsDue();
    }

    private void closeLater(ExperimentDefinition definition) {
        if (definition.completedAt() != null) {
            ending().computeIfAbsent(lifetimes.sumsForgottenFrom(definition), absent -> new HashSet<>())
                    .add(definition.experimentId());
        }
    }

    private void closeWhatIsDue() throws Exception {
        while (!ending().isEmpty() && ending().firstKey() <= watermark) {
            for (String experimentId : ending().pollFirstEntry().getValue()) {
                ExperimentDefinition definition = definitions().get(experimentId);
                if (definition != null && lifetimes.sumsForgottenFrom(definition) <= watermark) {
                    close(definition);
                }
            }
        }
    }

    /** Closes every version: state of a release that closed none may have earlier ones as well. */
    private void close(ExperimentDefinition definition) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        Speaker speaker = new Speaker(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
        for (int version = 1; version <= definition.version(); version++) {
            speaker.say(
                    definition.experimentId(),
                    version,
                    Stage.CLOSED,
                    definition.metrics().layout(),
                    mark -> output.collect(new StreamRecord<>(mark)));
        }
    }

    private BroadcastState<String, ExperimentDefinition> definitions() throws Exception {
        return getOperatorStateBackend().getBroadcastState(UserTotalsFunction.DEFINITIONS);
    }

    private NavigableMap<Long, Set<String>> ending() {
        return Objects.requireNonNull(ending, "not open");
    }
}
