package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.FingerprintSet;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.metrics.core.UserTotals;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by shard: drops copies, keeps the totals of every user, and says how a user's contribution changes.
 *
 * <p>At any time, the changes emitted for an experiment's newest definition add up to the contributions of all its
 * users under that definition: an event changes one user's, a definition that projects otherwise changes all of
 * them. Without a definition totals are kept and nothing is emitted.
 */
final class UserTotalsFunction
        extends KeyedBroadcastProcessFunction<Integer, LogEntry, ExperimentDefinition, ContributionChange> {
    private static final long serialVersionUID = 1L;

    /** The newest definition of each experiment, by its id. */
    static final MapStateDescriptor<String, ExperimentDefinition> DEFINITIONS =
            new MapStateDescriptor<>("definitions", Types.STRING, MetricsTypes.DEFINITION);

    private static final ValueStateDescriptor<FingerprintSet> SEEN =
            new ValueStateDescriptor<>("seen", MetricsTypes.FINGERPRINTS);
    private static final MapStateDescriptor<UserKey, UserTotals> USERS =
            new MapStateDescriptor<>("users", MetricsTypes.USER_KEY, MetricsTypes.USER_TOTALS);

    private transient @Nullable State state;

    /** What exists once the function is open. */
    private record State(
            ValueState<FingerprintSet> seen, MapState<UserKey, UserTotals> users, SplittableRandom random) {}

    @Override
    public void open(OpenContext context) {
        state = new State(
                getRuntimeContext().getState(SEEN),
                getRuntimeContext().getMapState(USERS),
                new SplittableRandom(new SecureRandom().nextLong()));
    }

    @Override
    public void processElement(LogEntry entry, ReadOnlyContext context, Collector<ContributionChange> out)
            throws Exception {
        if (entry instanceof CountableEvent event) {
            count(event, context.getBroadcastState(DEFINITIONS).get(event.experimentId()), out);
        } else if (entry instanceof Enrolment enrolment) {
            enrol(enrolment, context.getBroadcastState(DEFINITIONS).get(enrolment.experimentId()), out);
        }
    }

    private void count(
            CountableEvent event, @Nullable ExperimentDefinition definition, Collector<ContributionChange> out)
            throws Exception {
        MapState<UserKey, UserTotals> users = state().users();
        UserKey key = new UserKey(event.experimentId(), event.userId());
        UserTotals before = orNone(users.get(key));
        UserTotals after = isNew(event) ? before.with(event) : before.withDuplicate();
        users.put(key, after);
        emit(event.shard(), definition, before, after, out);
    }

    private void enrol(
            Enrolment enrolment, @Nullable ExperimentDefinition definition, Collector<ContributionChange> out)
            throws Exception {
        MapState<UserKey, UserTotals> users = state().users();
        UserKey key = new UserKey(enrolment.experimentId(), enrolment.userId());
        UserTotals before = orNone(users.get(key));
        UserTotals after = before.with(enrolment);
        users.put(key, after);
        emit(enrolment.shard(), definition, before, after, out);
    }

    private boolean isNew(CountableEvent event) throws Exception {
        ValueState<FingerprintSet> state = state().seen();
        FingerprintSet seen = state.value();
        if (seen == null) {
            seen = FingerprintSet.keyedFrom(state().random());
        }
        boolean added = seen.add(event);
        state.update(seen);
        return added;
    }

    private static void emit(
            int shard,
            @Nullable ExperimentDefinition definition,
            UserTotals before,
            UserTotals after,
            Collector<ContributionChange> out) {
        if (definition != null) {
            emit(
                    keyOf(definition, shard),
                    Contribution.project(before, definition),
                    Contribution.project(after, definition),
                    out);
        }
    }

    @Override
    public void processBroadcastElement(
            ExperimentDefinition definition, Context context, Collector<ContributionChange> out) throws Exception {
        var definitions = context.getBroadcastState(DEFINITIONS);
        ExperimentDefinition known = definitions.get(definition.experimentId());
        if (known != null && known.revision() >= definition.revision()) {
            return;
        }
        definitions.put(definition.experimentId(), definition);
        if (known != null && projectsLike(known, definition)) {
            return;
        }
        // A version starts from nothing; within a version only the difference is new.
        ExperimentDefinition projected = known != null && known.version() == definition.version() ? known : null;
        context.applyToKeyedState(USERS, (shard, users) -> {
            for (Map.Entry<UserKey, UserTotals> user : users.entries()) {
                if (user.getKey().experimentId().equals(definition.experimentId())) {
                    UserTotals totals = user.getValue();
                    Contribution before =
                            projected == null ? Contribution.NOTHING : Contribution.project(totals, projected);
                    emit(keyOf(definition, shard), before, Contribution.project(totals, definition), out);
                }
            }
        });
    }

    private static void emit(
            StatisticsKey key, Contribution before, Contribution after, Collector<ContributionChange> out) {
        if (!before.equals(after)) {
            out.collect(new ContributionChange(key, before, after));
        }
    }

    private static boolean projectsLike(ExperimentDefinition one, ExperimentDefinition other) {
        return one.version() == other.version() && one.weightEpochs().equals(other.weightEpochs());
    }

    private static StatisticsKey keyOf(ExperimentDefinition definition, int shard) {
        return new StatisticsKey(definition.experimentId(), definition.version(), Shards.bucketOf(shard));
    }

    private static UserTotals orNone(@Nullable UserTotals totals) {
        return totals == null ? UserTotals.NONE : totals;
    }

    private State state() {
        return Objects.requireNonNull(state, "not opened");
    }
}
