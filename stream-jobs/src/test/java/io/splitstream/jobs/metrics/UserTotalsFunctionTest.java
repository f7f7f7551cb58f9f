package io.splitstream.jobs.metrics;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.metrics.core.Cell;
import io.splitstream.jobs.metrics.core.CellStatistics;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsAccumulator;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserTotalsFunctionTest {
    private static final int MAX_PARALLELISM = 128;

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
        assertThat(statistics
                        .cells()
                        .getOrDefault(new Cell("a", 0), CellStatistics.ZERO)
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

        List<KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionChange>> after =
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
        assertThat(grown.cells()
                        .getOrDefault(new Cell("a", 0), CellStatistics.ZERO)
                        .users())
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

        assertThat(statisticsOf(List.of(subtask), 1)).isEqualTo(Statistics.ZERO);
        assertThat(statisticsOf(List.of(subtask), 2)).isNotEqualTo(Statistics.ZERO);
    }

    @Test
    void enrolment_afterEvents_decidesTheWeightEpoch() throws Exception {
        var subtask = subtask(1, 0, null);
        define(subtask, Fixtures.definition(1, 1, 0));
        count(subtask, Fixtures.event("u", "id", "a", "click", NOON));
        count(subtask, new Enrolment(Shards.of("u"), Fixtures.EXPERIMENT, "u", 3, NOON));

        assertThat(statisticsOf(List.of(subtask), 1).cells()).containsOnlyKeys(new Cell("a", 3));
    }

    /** 300 events of 100 users, some of them crossovers, at times around the definitions' epochs. */
    private static void countAll(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionChange> subtask)
            throws Exception {
        for (int i = 0; i < 300; i++) {
            String variant = i == 7 ? "b" : "a";
            count(subtask, Fixtures.event("user-" + i % 100, "id-" + i, variant, "impression", NOON - i));
        }
    }

    private static void count(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionChange> subtask,
            LogEntry entry)
            throws Exception {
        subtask.processElement(entry, NOON);
    }

    private static void define(
            KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionChange> subtask,
            ExperimentDefinition definition)
            throws Exception {
        subtask.processBroadcastElement(definition, 0);
    }

    private static Statistics statisticsOf(
            List<KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionChange>>
                    subtasks,
            int version) {
        StatisticsAccumulator accumulator = new StatisticsAccumulator();
        for (var subtask : subtasks) {
            for (ContributionChange change : subtask.extractOutputValues()) {
                if (change.key().version() == version) {
                    accumulator.change(change.before(), change.after());
                }
            }
        }
        return accumulator.statistics();
    }

    private static int subtaskOf(int shard, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(shard, MAX_PARALLELISM, parallelism);
    }

    private KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionChange> subtask(
            int parallelism, int index, @Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedBroadcastOperatorTestHarness<
                Integer, LogEntry, ExperimentDefinition, ContributionChange>(
                new CoBroadcastWithKeyedOperator<>(new UserTotalsFunction(), List.of(UserTotalsFunction.DEFINITIONS)),
                ExperimentMetricsJob::shardOf,
                Types.INT,
                MAX_PARALLELISM,
                parallelism,
                index);
        opened.add(harness);
        harness.setup(MetricsTypes.CONTRIBUTION_CHANGE.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
