package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.LogEntry;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link UserTotalsFunction}, and sets the timers that a definition calls for: a function may set timers for the
 * shard of an event only, and a definition concerns them all.
 */
final class UserTotalsOperator
        extends CoBroadcastWithKeyedOperator<Integer, LogEntry, ExperimentDefinition, ContributionChange> {
    private static final long serialVersionUID = 1L;

    /** The name that the function's own timers have, so that they are one and the same. */
    private static final String TIMERS = "user-timers";

    UserTotalsOperator(StateLifetimes lifetimes) {
        super(new UserTotalsFunction(lifetimes), List.of(UserTotalsFunction.DEFINITIONS));
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
    }
}
