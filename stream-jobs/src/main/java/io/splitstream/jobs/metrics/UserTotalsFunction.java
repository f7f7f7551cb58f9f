package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.FingerprintSet;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Maturity;
import io.splitstream.jobs.metrics.core.Retention;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.metrics.core.UserTotals;
import io.splitstream.jobs.metrics.core.VersionMark.Speaker;
import io.splitstream.jobs.metrics.core.VersionMark.Stage;
import io.splitstream.jobs.metrics.state.PackedTotals;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
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
 *
 * <p>Windows close with log time. A shard remembers up to when: until a timer moves that on, every user of the shard is
 * projected as of the same time, so that what is taken away is what was added. A shard has a timer for the next window
 * that closes in it, and for those of users who were assigned since.
 *
 * <p>Before it counts under a version it says so, and again when all of its users are counted; then it says that nothing
 * changes the version before any more. All subtasks say the same, in the same order, for all read the same definitions.
 *
 * <p>Some time after an experiment's completion its users are forgotten; what they added up to stays in the rows. From that
 * log time on nothing of theirs counts, so that nobody is added a second time.
 */
final class UserTotalsFunction
        extends KeyedBroadcastProcessFunction<Integer, LogEntry, ExperimentDefinition, ContributionOutput> {
    private static final long serialVersionUID = 1L;

    /** The newest definition of each experiment, by its id. */
    static final MapStateDescriptor<String, ExperimentDefinition> DEFINITIONS =
            new MapStateDescriptor<>("definitions", Types.STRING, MetricsTypes.DEFINITION);

    private static final ValueStateDescriptor<FingerprintSet> SEEN =
            new ValueStateDescriptor<>("seen", MetricsTypes.FINGERPRINTS);
    private static final MapStateDescriptor<UserKey, PackedTotals> USERS =
            new MapStateDescriptor<>("users", MetricsTypes.USER_KEY, MetricsTypes.USER_TOTALS);
    private static final ValueStateDescriptor<Long> MATURED = new ValueStateDescriptor<>("matured-until", Types.LONG);

    private static final long NEVER_YET = Long.MIN_VALUE;

    private final StateLifetimes lifetimes;
    private final boolean missesEvents;

    private transient @Nullable State state;

    /** What exists once the function is open. */
    private record State(
            ValueState<FingerprintSet> seen,
            MapState<UserKey, PackedTotals> users,
            ValueState<Long> matured,
            SplittableRandom random,
            Map<Integer, Long> wantedTimers) {
        /** Log time by which the windows of the current shard's users count as closed. */
        long maturedUntil() throws Exception {
            Long until = matured.value();
            return until == null ? NEVER_YET : until;
        }
    }

    UserTotalsFunction(StateLifetimes lifetimes, boolean missesEvents) {
        this.lifetimes = lifetimes;
        this.missesEvents = missesEvents;
    }

    @Override
    public void open(OpenContext context) {
        state = new State(
                getRuntimeContext().getState(SEEN),
                getRuntimeContext().getMapState(USERS),
                getRuntimeContext().getState(MATURED),
                new SplittableRandom(new SecureRandom().nextLong()),
                new HashMap<>());
    }

    @Override
    public void processElement(LogEntry entry, ReadOnlyContext context, Collector<ContributionOutput> out)
            throws Exception {
        if (entry instanceof CountableEvent event) {
            count(event, context, out);
        } else if (entry instanceof Enrolment enrolment) {
            enrol(enrolment, context, out);
        }
    }

    private void count(CountableEvent event, ReadOnlyContext context, Collector<ContributionOutput> out)
            throws Exception {
        ExperimentDefinition definition = context.getBroadcastState(DEFINITIONS).get(event.experimentId());
        long forgottenFrom = lifetimes.forgottenFrom(definition);
        if (event.loggedAt() >= forgottenFrom) {
            return;
        }
        MapState<UserKey, PackedTotals> users = state().users();
        UserKey key = userKey(definition, event.experimentId(), event.userId());
        PackedTotals held = users.get(key);
        UserTotals before = orNone(held);
        forgetLater(held, forgottenFrom, context);
        UserTotals after = isNew(event)
                ? before.with(event, Retention.of(definition), lifetimes.lateness())
                : before.withDuplicate();
        users.put(key, PackedTotals.of(after));
        emit(event.shard(), definition, before, after, out);
    }

    private void enrol(Enrolment enrolment, ReadOnlyContext context, Collector<ContributionOutput> out)
            throws Exception {
        ExperimentDefinition definition = context.getBroadcastState(DEFINITIONS).get(enrolment.experimentId());
        long forgottenFrom = lifetimes.forgottenFrom(definition);
        if (state().maturedUntil() >= forgottenFrom) {
            return;
        }
        MapState<UserKey, PackedTotals> users = state().users();
        UserKey key = userKey(definition, enrolment.experimentId(), enrolment.userId());
        PackedTotals held = users.get(key);
        UserTotals before = orNone(held);
        forgetLater(held, forgottenFrom, context);
        UserTotals after = before.with(enrolment, Retention.of(definition));
        users.put(key, PackedTotals.of(after));
        emit(enrolment.shard(), definition, before, after, out);
        if (definition != null && !windowless(definition)) {
            long next = Maturity.next(after, definition.metrics().layout(), state().maturedUntil());
            if (next != Maturity.NEVER) {
                context.timerService().registerEventTimeTimer(next);
            }
        }
    }

    /** Sees to it that a user who is new in a completed experiment is forgotten with the others. */
    private static void forgetLater(@Nullable PackedTotals held, long forgottenFrom, ReadOnlyContext context) {
        if (held == null && forgottenFrom != Maturity.NEVER) {
            context.timerService().registerEventTimeTimer(forgottenFrom);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ContributionOutput> out) throws Exception {
        long before = state().maturedUntil();
        if (timestamp <= before) {
            return;
        }
        ReadOnlyBroadcastState<String, ExperimentDefinition> definitions = context.getBroadcastState(DEFINITIONS);
        long next = Maturity.NEVER;
        Iterator<Map.Entry<UserKey, PackedTotals>> users = state().users().iterator();
        while (users.hasNext()) {
            Map.Entry<UserKey, PackedTotals> user = users.next();
            ExperimentDefinition definition = definitions.get(user.getKey().experimentId());
            long forgottenFrom = lifetimes.forgottenFrom(definition);
            if (forgottenFrom <= timestamp) {
                users.remove();
                continue;
            }
            next = Math.min(next, forgottenFrom);
            if (definition == null || windowless(definition)) {
                continue;
            }
            UserTotals totals = user.getValue().unpack();
            MomentLayout layout = definition.metrics().layout();
            if (Maturity.next(totals, layout, before) <= timestamp) {
                emit(
                        context.getCurrentKey(),
                        definition,
                        Contribution.project(totals, definition, before),
                        Contribution.project(totals, definition, timestamp),
                        out);
            }
            next = Math.min(next, Maturity.next(totals, layout, timestamp));
        }
        state().matured().update(timestamp);
        if (next != Maturity.NEVER) {
            context.timerService().registerEventTimeTimer(next);
        }
    }

    private boolean isNew(CountableEvent event) throws Exception {
        ValueState<FingerprintSet> state = state().seen();
        FingerprintSet seen = state.value();
        if (seen == null) {
            seen = FingerprintSet.keyedFrom(state().random());
        }
        boolean added = seen.add(event, lifetimes);
        state.update(seen);
        return added;
    }

    private void emit(
            int shard,
            @Nullable ExperimentDefinition definition,
            UserTotals before,
            UserTotals after,
            Collector<ContributionOutput> out)
            throws Exception {
        if (definition != null) {
            long matured = windowless(definition) ? NEVER_YET : state().maturedUntil();
            emit(
                    shard,
                    definition,
                    Contribution.project(before, definition, matured),
                    Contribution.project(after, definition, matured),
                    out);
        }
    }

    @Override
    public void processBroadcastElement(
            ExperimentDefinition definition, Context context, Collector<ContributionOutput> out) throws Exception {
        var definitions = context.getBroadcastState(DEFINITIONS);
        ExperimentDefinition known = definitions.get(definition.experimentId());
        if (known != null && known.revision() >= definition.revision()) {
            return;
        }
        definitions.put(definition.experimentId(), definition);
        if (definition.completedAt() != null && (known == null || known.completedAt() == null)) {
            scheduleForgetting(definition, context);
        }
        if (known != null && projectsLike(known, definition)) {
            return;
        }
        if (known != null && known.version() == definition.version()) {
            project(known, definition, context, out);
        } else {
            begin(known, definition, context, out);
        }
    }

    /** Counts everybody under a version, which starts from nothing. */
    private void begin(
            @Nullable ExperimentDefinition known,
            ExperimentDefinition definition,
            Context context,
            Collector<ContributionOutput> out)
            throws Exception {
        say(definition, Stage.OPENED, out);
        project(null, definition, context, out);
        say(definition, holdsEverybody(known, definition) ? Stage.COUNTED : Stage.COUNTED_IN_PART, out);
        if (known != null) {
            say(known, Stage.CLOSED, out);
        }
    }

    /**
     * Whether a bucket without users never had any. Of a completed experiment they may be forgotten. One that is the first
     * known here was counted before, perhaps, from events that the log has no more.
     */
    private boolean holdsEverybody(@Nullable ExperimentDefinition known, ExperimentDefinition definition) {
        return definition.completedAt() == null && (known != null || !missesEvents);
    }

    private void say(ExperimentDefinition definition, Stage stage, Collector<ContributionOutput> out) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        new Speaker(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks())
                .say(
                        definition.experimentId(),
                        definition.version(),
                        stage,
                        definition.metrics().layout(),
                        out::collect);
    }

    /** Within a version only the difference to an earlier projection is new. */
    private void project(
            @Nullable ExperimentDefinition projected,
            ExperimentDefinition definition,
            Context context,
            Collector<ContributionOutput> out)
            throws Exception {
        Retention retention = Retention.of(definition);
        context.applyToKeyedState(USERS, (shard, users) -> {
            long matured = state().maturedUntil();
            long next = Maturity.NEVER;
            for (Map.Entry<UserKey, PackedTotals> user : users.entries()) {
                if (user.getKey().experimentId().equals(definition.experimentId())) {
                    UserTotals totals = user.getValue().unpack();
                    Contribution before =
                            projected == null ? Contribution.NOTHING : Contribution.project(totals, projected, matured);
                    emit(shard, definition, before, Contribution.project(totals, definition, matured), out);
                    next = Math.min(
                            next, Maturity.next(totals, definition.metrics().layout(), matured));
                    UserTotals kept = totals.kept(retention);
                    if (!kept.equals(totals)) {
                        user.setValue(PackedTotals.of(kept));
                    }
                }
            }
            if (next != Maturity.NEVER) {
                state().wantedTimers().merge(shard, next, Math::min);
            }
        });
    }

    /** A timer in every shard that has users of a completed experiment; that of the shard's next window may come first. */
    private void scheduleForgetting(ExperimentDefinition definition, Context context) throws Exception {
        long forgottenFrom = lifetimes.forgottenFrom(definition);
        context.applyToKeyedState(USERS, (shard, users) -> {
            for (UserKey user : users.keys()) {
                if (user.experimentId().equals(definition.experimentId())) {
                    long after = Math.max(forgottenFrom, state().maturedUntil() + 1);
                    state().wantedTimers().merge(shard, after, Math::min);
                    return;
                }
            }
        });
    }

    /** The timers that the last definition called for, by shard; asked for once. */
    Map<Integer, Long> takeWantedTimers() {
        Map<Integer, Long> wanted = Map.copyOf(state().wantedTimers());
        state().wantedTimers().clear();
        return wanted;
    }

    private static void emit(
            int shard,
            ExperimentDefinition definition,
            Contribution before,
            Contribution after,
            Collector<ContributionOutput> out) {
        if (!before.equals(after)) {
            out.collect(new ContributionChange(
                    keyOf(definition, shard), definition.metrics().layout(), before, after));
        }
    }

    private static boolean windowless(ExperimentDefinition definition) {
        return definition.metrics().layout().windows().isEmpty();
    }

    private static boolean projectsLike(ExperimentDefinition one, ExperimentDefinition other) {
        return one.version() == other.version() && one.weightEpochs().equals(other.weightEpochs());
    }

    private static StatisticsKey keyOf(ExperimentDefinition definition, int shard) {
        return new StatisticsKey(definition.experimentId(), definition.version(), Shards.bucketOf(shard));
    }

    /** The key of a user: all of an experiment share the id of its definition, once it is known. */
    private static UserKey userKey(@Nullable ExperimentDefinition definition, String experimentId, String userId) {
        return new UserKey(definition == null ? experimentId : definition.experimentId(), userId);
    }

    private static UserTotals orNone(@Nullable PackedTotals totals) {
        return totals == null ? UserTotals.NONE : totals.unpack();
    }

    private State state() {
        return Objects.requireNonNull(state, "not opened");
    }
}
