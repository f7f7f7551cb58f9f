package io.splitstream.jobs.metrics;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.Cell;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsAccumulator;
import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.metrics.core.VersionMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTotalsFunctionTest {
    private static final int MAX_PARALLELISM = 128;
    private static final ExperimentDefinition RICH = Fixtures.definition(Fixtures.METRICS, 1, 2, 0);
    /** When the users of an experiment that was completed at noon are forgotten. */
    private static final long FORGOTTEN =
            NOON + StateLifetimes.USUAL.usersAfterEnd().toMillis();

    /** When the sums of such an experiment are. */
    private static final long CLOSED = FORGOTTEN + Duration.ofDays(1).toMillis();

    private static final Measure MATURED = Measure.matured(Fixtures.WINDOW);
    private static final Measure SPEND =
            Fixtures.METRICS.named("spend").orElseThrow().numerator();

    private final List<AbstractStreamOperatorTestHarness<?>> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AbstractStreamOperatorTestHarness<?> harness : opened) {
            harness.close();
        }
    }

    @Test
    void event_copied_countsOnceAndAsADuplicate() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        count(subtask, Fixtures.event("u", "id", "a", "click", NOON));
        count(subtask, Fixtures.event("u", "id", "a", "click", NOON));

        Statistics statistics = statisticsOf(List.of(subtask), 1);

        assertThat(statistics.events()).isEqualTo(1);
        assertThat(statistics.duplicates()).isEqualTo(1);
        assertThat(Objects.requireNonNull(statistics.cells().get(new Cell("a", 0)))
                        .users())
                .isEqualTo(1);
    }

    @Test
    void events_copiedAcrossARestartAtAnotherParallelism_countOnce() throws Exception {
        var before = subtask(1, 0, null);
        define(before, Fixtures.definition(1, 1, 0));
        for (int user = 0; user < 200; user++) {
            count(before, Fixtures.event("user-" + user, "id", "a", "click", NOON));
        }
        OperatorSubtaskState snapshot = before.snapshot(1, 1);

        List<KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput>> after =
                new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            after.add(subtask(
                    4,
                    index,
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            snapshot, MAX_PARALLELISM, 1, 4, index)));
        }
        for (int user = 0; user < 250; user++) {
            CountableEvent event = Fixtures.event("user-" + user, "id", "a", "click", NOON);
            count(after.get(subtaskOf(event.shard(), 4)), event);
        }

        Statistics grown = statisticsOf(List.of(before), 1).plus(statisticsOf(after, 1));
        assertThat(grown.events()).isEqualTo(250);
        assertThat(grown.duplicates()).isEqualTo(200);
        assertThat(Objects.requireNonNull(grown.cells().get(new Cell("a", 0))).users())
                .isEqualTo(250);
    }

    @Test
    void snapshot_takenWhileEventsGoOn_isNotTouchedByThem() throws Exception {
        var before = subtask(1, 0, null);
        count(before, Fixtures.event("u", "one", "a", "click", NOON));
        OperatorSubtaskState snapshot = before.snapshot(1, 1);
        count(before, Fixtures.event("u", "two", "a", "click", NOON));

        var after = subtask(1, 0, snapshot);
        define(after, Fixtures.definition(1, 1, 0));
        count(after, Fixtures.event("u", "two", "a", "click", NOON));

        assertThat(statisticsOf(List.of(after), 1).events()).isEqualTo(2);
        assertThat(statisticsOf(List.of(after), 1).duplicates()).isZero();
    }

    @Test
    void definition_beforeOrAfterTheEvents_givesTheSameStatistics() throws Exception {
        var early = subtask(1, 0, null);
        define(early, Fixtures.definition(1, 1, 0));
        countAll(early);
        var late = subtask(1, 0, null);
        countAll(late);
        assertThat(late.extractOutputValues()).isEmpty();
        define(late, Fixtures.definition(1, 1, 0));

        assertThat(statisticsOf(List.of(late), 1)).isEqualTo(statisticsOf(List.of(early), 1));
    }

    @Test
    void definition_newVersion_startsFromNothingAndHoldsEveryone() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        countAll(subtask);
        Statistics first = statisticsOf(List.of(subtask), 1);
        define(subtask, Fixtures.definition(2, 2, 0));

        assertThat(statisticsOf(List.of(subtask), 2)).isEqualTo(first);
        assertThat(statisticsOf(List.of(subtask), 1)).isEqualTo(first);
    }

    @Test
    void definition_newWeightEpochInTheSameVersion_movesUsersBetweenCells() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        countAll(subtask);
        define(subtask, Fixtures.definition(1, 2, 0, NOON - 250));
        var fresh = subtask(1, 0, null);
        define(fresh, Fixtures.definition(1, 2, 0, NOON - 250));
        countAll(fresh);

        assertThat(statisticsOf(List.of(subtask), 1)).isEqualTo(statisticsOf(List.of(fresh), 1));
        assertThat(statisticsOf(List.of(subtask), 1).cells()).containsKey(new Cell("a", 1));
    }

    @Test
    void definition_lowerRevision_isIgnored() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(2, 2, 0));
        define(subtask, Fixtures.definition(1, 1, 0));
        countAll(subtask);

        assertThat(statisticsOf(List.of(subtask), 1)).matches(Statistics::isZero);
        assertThat(statisticsOf(List.of(subtask), 2)).matches(found -> !found.isZero());
    }

    @Test
    void enrolment_afterEvents_decidesTheWeightEpoch() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        count(subtask, Fixtures.event("u", "id", "a", "click", NOON));
        count(subtask, Fixtures.enrolment("u", 3, NOON, 0));

        assertThat(statisticsOf(List.of(subtask), 1).cells()).containsOnlyKeys(new Cell("a", 3));
    }

    @Test
    void window_thatLogTimeHasPassed_letsItsUsersIn() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, RICH);
        count(subtask, Fixtures.enrolment("u", 0, NOON - Fixtures.WINDOW - 5_000, 30_000));
        count(subtask, Fixtures.event("u", "1", "a", "conversion", 70_000L, NOON - Fixtures.WINDOW, NOON));
        count(subtask, Fixtures.event("u", "2", "a", "conversion", 70_000L, NOON, NOON));
        count(subtask, Fixtures.event("unassigned", "3", "a", "conversion", 70_000L, NOON, NOON));

        logTime(subtask, NOON - 5_001);
        assertThat(sum(subtask, MATURED)).isZero();
        logTime(subtask, NOON - 5_000);

        assertThat(sum(subtask, MATURED)).isEqualTo(1);
        assertThat(sum(subtask, SPEND)).as("held to the cap of 3").isEqualTo(30_000);
        assertThat(sum(subtask, Measure.REVENUE)).isEqualTo(210_000);
        assertThat(sum(subtask, Measure.covariate(Fixtures.WINDOW))).isEqualTo(30_000);
    }

    @Test
    void window_thatWasOverWhenTheDefinitionCame_closesAllTheSame() throws Exception {
        var late = subtask(1, 0, null);
        countMatured(late, 0, 40);
        logTime(late, NOON + Fixtures.WINDOW);
        define(late, RICH);
        logTime(late, NOON + Fixtures.WINDOW + 100);
        var early = subtask(1, 0, null);
        define(early, RICH);
        countMatured(early, 0, 40);
        logTime(early, NOON + Fixtures.WINDOW);

        assertThat(sum(early, MATURED)).as("all but 6 crossovers").isEqualTo(34);
        assertThat(statisticsOf(List.of(late), 1)).isEqualTo(statisticsOf(List.of(early), 1));
    }

    @Test
    void window_openAtARestart_closesAfterIt() throws Exception {
        var before = subtask(1, 0, null);
        define(before, RICH);
        countMatured(before, 0, 40);
        logTime(before, NOON);
        Statistics open = statisticsOf(List.of(before), 1);
        var after = subtask(1, 0, before.snapshot(1, 1));
        countMatured(after, 40, 60);
        logTime(after, NOON + Fixtures.WINDOW);
        var unbroken = subtask(1, 0, null);
        define(unbroken, RICH);
        countMatured(unbroken, 0, 60);
        logTime(unbroken, NOON + Fixtures.WINDOW);

        assertThat(open.plus(statisticsOf(List.of(after), 1))).isEqualTo(statisticsOf(List.of(unbroken), 1));
        assertThat(sum(unbroken, MATURED)).as("all but 9 crossovers").isEqualTo(51);
    }

    @Test
    void windows_ofManyUsers_needOneTimerForAShardAtATime() throws Exception {
        var subtask = subtask(1, 0, null);
        countMatured(subtask, 0, 500);
        assertThat(subtask.numEventTimeTimers()).isZero();
        define(subtask, RICH);

        assertThat(subtask.numEventTimeTimers()).isBetween(1, 500);
        logTime(subtask, NOON + Fixtures.WINDOW);
        assertThat(subtask.numEventTimeTimers()).isZero();
    }

    @Test
    void completion_longAgo_usersAreForgottenAndWhatTheyAddedStays() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        countAll(subtask);
        define(subtask, completed(2, NOON));
        count(subtask, Fixtures.event("newcomer", "id", "a", "click", NOON));
        Statistics counted = statisticsOf(List.of(subtask), 1);
        assertThat(counted.events()).isEqualTo(301);

        logTime(subtask, FORGOTTEN);
        count(subtask, Fixtures.event("user-1", "much later", "a", "click", null, NOON, FORGOTTEN));
        define(subtask, Fixtures.definition(2, 3, 0));

        assertThat(statisticsOf(List.of(subtask), 1)).isEqualTo(counted);
        assertThat(statisticsOf(List.of(subtask), 2)).as("of users still held").matches(Statistics::isZero);
        assertThat(subtask.numEventTimeTimers()).isZero();
    }

    @Test
    void completion_aMomentBeforeItIsLongAgo_usersAreStillHeld() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, completed(1, NOON));
        countAll(subtask);
        logTime(subtask, FORGOTTEN - 1);
        define(subtask, Fixtures.definition(2, 2, 0));

        assertThat(statisticsOf(List.of(subtask), 2).events()).isEqualTo(300);
    }

    @Test
    void completion_knownBeforeTheEvents_usersAreForgottenToo() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, completed(1, NOON));
        countAll(subtask);
        logTime(subtask, FORGOTTEN);
        define(subtask, Fixtures.definition(2, 2, 0));

        assertThat(statisticsOf(List.of(subtask), 1).events()).isEqualTo(300);
        assertThat(statisticsOf(List.of(subtask), 2)).matches(Statistics::isZero);
    }

    @Test
    void completion_knownBeforeAnAssignment_itsUserIsForgottenToo() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, completed(1, NOON));
        count(subtask, Fixtures.enrolment("u", 0, NOON, 0));
        assertThat(subtask.numEventTimeTimers()).isEqualTo(1);

        logTime(subtask, FORGOTTEN);
        count(subtask, Fixtures.enrolment("u", 0, NOON, 0));

        assertThat(subtask.numEventTimeTimers())
                .as("nobody is left, or came back")
                .isZero();
    }

    @Test
    void users_ofAKnownExperiment_shareTheIdOfItsDefinition() throws Exception {
        var subtask = subtask(1, 0, null);
        ExperimentDefinition definition = Fixtures.definition(1, 1, 0);
        define(subtask, definition);
        for (int user = 0; user < 10; user++) {
            CountableEvent event = Fixtures.event("user-" + user, "id", "a", "click", NOON);
            count(
                    subtask,
                    new CountableEvent(
                            event.shard(),
                            event.workspaceId(),
                            String.copyValueOf(event.experimentId().toCharArray()),
                            event.userId(),
                            event.eventId(),
                            event.variantId(),
                            event.eventType(),
                            event.value(),
                            event.timestamp(),
                            event.loggedAt()));
        }

        assertThat(userKeys(subtask)).hasSize(10).allSatisfy(key -> assertThat(key.experimentId())
                .isSameAs(definition.experimentId()));
    }

    @Test
    void definition_newVersion_isOpenedThenCountedAndClosesTheOneBefore() throws Exception {
        var subtask = subtask(2, 1, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        CountableEvent event = Fixtures.event("u", "id", "a", "click", NOON);
        count(subtask, event);
        define(subtask, Fixtures.definition(1, 2, 0, NOON - 250));
        subtask.getOutput().clear();
        define(subtask, Fixtures.definition(2, 3, 0));
        define(subtask, Fixtures.definition(2, 3, 0));
        define(subtask, Fixtures.definition(1, 2, 0));

        assertThat(told(subtask)).containsExactly("OPENED 2", "change", "COUNTED 2", "CLOSED 1");
        assertThat(marks(subtask)).hasSize(3 * Shards.BUCKETS).allSatisfy(mark -> {
            assertThat(mark.subtask()).isEqualTo(1);
            assertThat(mark.subtasks()).isEqualTo(2);
        });
        assertThat(marks(subtask)).extracting(mark -> mark.key().bucket()).contains(0, 7, 15);
    }

    @Test
    void restart_saysNothingOfVersionsThatWereCountedBefore() throws Exception {
        var before = subtask(1, 0, null);
        define(before, Fixtures.definition(1, 1, 0));
        var after = subtask(1, 0, before.snapshot(1, 1));
        define(after, Fixtures.definition(1, 1, 0));
        logTime(after, NOON);

        assertThat(marks(after)).isEmpty();
    }

    @Test
    void definition_completedWhenItIsFirstSeen_mayLackUsers() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, completed(1, NOON));

        assertThat(told(subtask)).containsExactly("OPENED 1", "COUNTED_IN_PART 1");
    }

    @Test
    void definition_firstSeenWhereTheLogMissesEvents_mayLackUsers_andTheNextVersionNot() throws Exception {
        var subtask = subtask(1, 0, null, true);
        define(subtask, Fixtures.definition(1, 1, 0));
        define(subtask, Fixtures.definition(2, 2, 0));

        assertThat(told(subtask)).containsExactly("OPENED 1", "COUNTED_IN_PART 1", "OPENED 2", "COUNTED 2", "CLOSED 1");
    }

    @Test
    void completion_longAgo_closesEveryVersionADayAfterTheUsersWereForgotten() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        define(subtask, Fixtures.definition(2, 2, 0));
        define(subtask, completed(2, 3, NOON));
        subtask.getOutput().clear();
        logTime(subtask, CLOSED - 1);
        assertThat(marks(subtask)).isEmpty();
        logTime(subtask, CLOSED);
        assertThat(told(subtask)).containsExactly("CLOSED 1", "CLOSED 2");
        logTime(subtask, CLOSED + 1);
        assertThat(marks(subtask)).as("once").hasSize(2 * Shards.BUCKETS);

        var after = subtask(1, 0, subtask.snapshot(1, 1));
        logTime(after, CLOSED + 2);
        assertThat(told(after)).as("again after a start").containsExactly("CLOSED 1", "CLOSED 2");
    }

    /** Marks without their buckets, and changes, in the order in which they were sent; what repeats is left out. */
    private static List<String> told(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask) {
        List<String> told = new ArrayList<>();
        for (ContributionOutput output : subtask.extractOutputValues()) {
            String said = output instanceof VersionMark mark
                    ? mark.stage() + " " + mark.key().version()
                    : "change";
            if (told.isEmpty() || !told.get(told.size() - 1).equals(said)) {
                told.add(said);
            }
        }
        return told;
    }

    private static List<VersionMark> marks(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask) {
        return subtask.extractOutputValues().stream()
                .filter(VersionMark.class::isInstance)
                .map(VersionMark.class::cast)
                .toList();
    }

    private static List<UserKey> userKeys(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask)
            throws Exception {
        List<UserKey> keys = new ArrayList<>();
        ((UserTotalsOperator) subtask.getOperator())
                .<Integer>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new MapStateDescriptor<>("users", MetricsTypes.USER_KEY, MetricsTypes.USER_TOTALS),
                        (shard, users) -> users.keys().forEach(keys::add));
        return keys;
    }

    private static ExperimentDefinition completed(long revision, long completedAt) {
        return completed(1, revision, completedAt);
    }

    private static ExperimentDefinition completed(int version, long revision, long completedAt) {
        ExperimentDefinition running = Fixtures.definition(version, revision, 0);
        return new ExperimentDefinition(
                running.experimentId(),
                running.workspaceId(),
                running.name(),
                ExperimentStatus.COMPLETED,
                revision,
                running.version(),
                running.variants(),
                running.weightEpochs(),
                completedAt);
    }

    /** Whatever comes first: events, assignments, a draft, a start, a change while paused, log time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void arrivalInAnyOrder_atRestGivesTheSameStatistics(long seed) throws Exception {
        MetricPlan changed = new MetricPlan(Fixtures.METRICS.custom().subList(0, 6), "age", true);
        List<Object> arrivals = new ArrayList<>(List.of(
                Fixtures.definition(Fixtures.METRICS, 1, 1), RICH, Fixtures.definition(changed, 2, 3, 0, NOON - 500)));
        arrivals.addAll(maturing(0, 60));
        var ordered = subtask(1, 0, null);
        for (Object arrival : arrivals) {
            arrive(ordered, arrival);
        }
        logTime(ordered, NOON + Fixtures.WINDOW);
        Collections.shuffle(arrivals, new Random(seed));

        var shuffled = subtask(1, 0, null);
        for (int i = 0; i < arrivals.size(); i++) {
            arrive(shuffled, arrivals.get(i));
            if (i % 20 == 0) {
                logTime(shuffled, NOON - 1_000 + i * Fixtures.WINDOW / arrivals.size());
            }
        }
        logTime(shuffled, NOON + Fixtures.WINDOW);

        assertThat(statisticsOf(List.of(shuffled), 2)).isEqualTo(statisticsOf(List.of(ordered), 2));
        assertThat(statisticsOf(List.of(ordered), 2).cells()).isNotEmpty();
    }

    private static void arrive(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask,
            Object arrival)
            throws Exception {
        if (arrival instanceof ExperimentDefinition definition) {
            define(subtask, definition);
        } else {
            count(subtask, (LogEntry) arrival);
        }
    }

    private static void countMatured(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask,
            int from,
            int to)
            throws Exception {
        for (LogEntry entry : maturing(from, to)) {
            count(subtask, entry);
        }
    }

    /** Users with an assignment and two events each, whose windows all close within {@code WINDOW} of noon. */
    private static List<LogEntry> maturing(int from, int to) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String user = "user-" + i;
            long assignedAt = NOON - 60_000L * i;
            entries.add(Fixtures.enrolment(user, i % 2, assignedAt, i));
            entries.add(Fixtures.event(user, "1", "a", "conversion", 10_000L + i, assignedAt + 50, NOON));
            entries.add(Fixtures.event(user, "2", i % 7 == 0 ? "b" : "a", "click", assignedAt + 7));
        }
        return entries;
    }

    private static void logTime(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask,
            long time)
            throws Exception {
        subtask.processBroadcastWatermark(new Watermark(Long.MAX_VALUE));
        subtask.processWatermark(new Watermark(time));
    }

    private static long sum(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask,
            Measure measure) {
        Statistics statistics = statisticsOf(List.of(subtask), 1);
        int index = statistics.layout().indexOf(measure);
        return statistics.cells().values().stream()
                .mapToLong(cell -> cell.sums().get(index).longValueExact())
                .sum();
    }

    /** 300 events of 100 users, some of them crossovers, at times around the definitions' epochs. */
    private static void countAll(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask)
            throws Exception {
        for (int i = 0; i < 300; i++) {
            String variant = i == 7 ? "b" : "a";
            count(subtask, Fixtures.event("user-" + i % 100, "id-" + i, variant, "impression", NOON - i));
        }
    }

    private static void count(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask,
            LogEntry entry)
            throws Exception {
        subtask.processElement(entry, NOON);
    }

    private static void define(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask,
            ExperimentDefinition definition)
            throws Exception {
        subtask.processBroadcastElement(definition, 0);
    }

    private static Statistics statisticsOf(
            List<KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput>>
                    subtasks,
            int version) {
        StatisticsAccumulator accumulator = null;
        for (var subtask : subtasks) {
            for (ContributionOutput output : subtask.extractOutputValues()) {
                if (output instanceof ContributionChange change && change.key().version() == version) {
                    accumulator = accumulator == null ? new StatisticsAccumulator(change.layout()) : accumulator;
                    accumulator.change(change.before(), change.after());
                }
            }
        }
        return accumulator == null ? Statistics.ZERO : accumulator.statistics();
    }

    private static int subtaskOf(int shard, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(shard, MAX_PARALLELISM, parallelism);
    }

    private KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask(
            int parallelism, int index, @Nullable OperatorSubtaskState state) throws Exception {
        return subtask(parallelism, index, state, false);
    }

    private KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> subtask(
            int parallelism, int index, @Nullable OperatorSubtaskState state, boolean missesEvents) throws Exception {
        var harness =
                new KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput>(
                        new UserTotalsOperator(StateLifetimes.USUAL, missesEvents),
                        ExperimentMetricsJob::shardOf,
                        Types.INT,
                        MAX_PARALLELISM,
                        parallelism,
                        index);
        opened.add(harness);
        harness.setup(MetricsTypes.CONTRIBUTION_OUTPUT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
