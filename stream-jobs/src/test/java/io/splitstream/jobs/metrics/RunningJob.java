package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsInput;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.VersionMark;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** One start of the metrics job's operators, each in a harness of its own, wired as the job wires them. */
final class RunningJob {
    static final int MAX_PARALLELISM = 128;

    private final int parallelism;
    private final @Nullable Safeguard without;
    private final List<KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput>>
            users = new ArrayList<>();
    private final List<OneInputStreamOperatorTestHarness<ContributionOutput, StatisticsInput>> combiners =
            new ArrayList<>();
    private final List<
                    KeyedTwoInputStreamOperatorTestHarness<
                            StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>>
            statistics = new ArrayList<>();
    private final List<SinkSubtask> sinks = new ArrayList<>();
    private final DoubleSums doubles;
    private final List<ExperimentDefinition> defined = new ArrayList<>();
    /** Of each subtask how many of the definitions it has read. */
    private final int[] heard;

    /**
     * What a checkpoint holds.
     *
     * @param parallelism of the job that took it
     */
    record State(
            int parallelism,
            List<OperatorSubtaskState> users,
            List<OperatorSubtaskState> statistics,
            DoubleSums doubles) {}

    RunningJob(int parallelism, @Nullable State state, EpochStart epoch, @Nullable Safeguard without) throws Exception {
        this.parallelism = parallelism;
        this.without = without;
        this.heard = new int[parallelism];
        this.doubles = state == null ? new DoubleSums() : state.doubles().copy();
        for (int index = 0; index < parallelism; index++) {
            users.add(usersOf(index, state));
            combiners.add(opened(
                    new OneInputStreamOperatorTestHarness<>(new ChangeCombiner()),
                    null,
                    MetricsTypes.STATISTICS_INPUT));
            statistics.add(statisticsOf(index, state));
            sinks.add(new SinkSubtask(index, parallelism, without));
        }
        for (int index = 0; index < parallelism; index++) {
            var subtask = statistics.get(index);
            subtask.processWatermark2(Watermark.MAX_WATERMARK);
            subtask.processElement2(new StreamRecord<>(
                    without == Safeguard.WAIT_AFTER_RESTART ? new EpochStart(epoch.epoch(), Long.MIN_VALUE) : epoch));
            drain(index);
        }
    }

    /** Where the rows went. */
    List<SinkSubtask> sinks() {
        return sinks;
    }

    /** A definition that every subtask reads at once. */
    void define(ExperimentDefinition definition) throws Exception {
        send(definition);
        hearAll();
    }

    /** A definition on its way: subtasks read it each at a time of its own. */
    void send(ExperimentDefinition definition) {
        defined.add(definition);
    }

    /** Lets a subtask read the next definition that is on its way to it. */
    void hear(int subtask) throws Exception {
        int index = subtask % parallelism;
        if (heard[index] < defined.size()) {
            users.get(index).processBroadcastElement(defined.get(heard[index]++), 0);
            combine(index);
        }
    }

    private void hearAll() throws Exception {
        for (int index = 0; index < parallelism; index++) {
            while (heard[index] < defined.size()) {
                hear(index);
            }
        }
    }

    void consume(LogEntry entry) throws Exception {
        int index = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                ExperimentMetricsJob.shardOf(entry), MAX_PARALLELISM, parallelism);
        users.get(index).processElement(entry, 0);
        combine(index);
    }

    void watermark(long time) throws Exception {
        for (int index = 0; index < parallelism; index++) {
            users.get(index).processBroadcastWatermark(Watermark.MAX_WATERMARK);
            users.get(index).processWatermark(new Watermark(time));
            combine(index);
            combiners.get(index).processWatermark(new Watermark(time));
            shuffle(index);
        }
        for (int index = 0; index < parallelism; index++) {
            statistics.get(index).processWatermark1(new Watermark(time));
            drain(index);
        }
    }

    /** Barriers are aligned: what was sent before them every subtask has read. */
    State checkpoint(long id) throws Exception {
        hearAll();
        List<OperatorSubtaskState> ofUsers = new ArrayList<>();
        List<OperatorSubtaskState> ofStatistics = new ArrayList<>();
        for (int index = 0; index < parallelism; index++) {
            ofUsers.add(users.get(index).snapshot(id, id));
            if (without != Safeguard.NOTHING_HELD_OVER_A_BARRIER) {
                combiners.get(index).prepareSnapshotPreBarrier(id);
                shuffle(index);
            }
        }
        for (int index = 0; index < parallelism; index++) {
            ofStatistics.add(statistics.get(index).snapshot(id, id));
        }
        return new State(parallelism, ofUsers, ofStatistics, doubles.copy());
    }

    void close() throws Exception {
        for (var harness : users) {
            harness.close();
        }
        for (var harness : combiners) {
            harness.close();
        }
        for (var harness : statistics) {
            harness.close();
        }
    }

    private void combine(int index) throws Exception {
        for (ContributionOutput output : users.get(index).extractOutputValues()) {
            combiners.get(index).processElement(new StreamRecord<>(output));
        }
        users.get(index).getOutput().clear();
        shuffle(index);
    }

    private void shuffle(int index) throws Exception {
        for (StatisticsInput input : combiners.get(index).extractOutputValues()) {
            int target = KeyGroupRangeAssignment.assignKeyToParallelOperator(input.key(), MAX_PARALLELISM, parallelism);
            if (input instanceof StatisticsChange change) {
                StatisticsChange added = without == Safeguard.INTEGERS ? doubles.add(change) : change;
                statistics.get(target).processElement1(new StreamRecord<>(added));
                sinks.get(target).changed(added);
            } else if (input instanceof VersionMark mark) {
                statistics.get(target).processElement1(new StreamRecord<>(passed(mark)));
            }
        }
        combiners.get(index).getOutput().clear();
    }

    /** The mark; without its safeguard one that says that all subtasks have counted under the version. */
    private VersionMark passed(VersionMark mark) {
        return without == Safeguard.VERSION_WAITS_FOR_ALL && mark.stage() != VersionMark.Stage.CLOSED
                ? new VersionMark(mark.key(), VersionMark.Stage.COUNTED, mark.layout(), 0, 1)
                : mark;
    }

    private void drain(int index) {
        for (Object output : statistics.get(index).getOutput()) {
            if (output instanceof Watermark mark) {
                sinks.get(index).completeUntil(mark.getTimestamp());
            } else if (output instanceof StreamRecord<?> element) {
                sinks.get(index).offer((StatisticsOutput) element.getValue());
            }
        }
        statistics.get(index).getOutput().clear();
    }

    private KeyedBroadcastOperatorTestHarness<Integer, LogEntry, ExperimentDefinition, ContributionOutput> usersOf(
            int index, @Nullable State state) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new UserTotalsOperator(StateLifetimes.USUAL, false),
                        ExperimentMetricsJob::shardOf,
                        Types.INT,
                        MAX_PARALLELISM,
                        parallelism,
                        index),
                state == null ? null : redistributed(state.users(), state.parallelism(), index),
                MetricsTypes.CONTRIBUTION_OUTPUT);
    }

    private KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
            statisticsOf(int index, @Nullable State state) throws Exception {
        return opened(
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new StatisticsOperator(),
                        StatisticsInput::key,
                        null,
                        MetricsTypes.STATISTICS_KEY,
                        MAX_PARALLELISM,
                        parallelism,
                        index),
                state == null ? null : redistributed(state.statistics(), state.parallelism(), index),
                MetricsTypes.STATISTICS_OUTPUT);
    }

    private OperatorSubtaskState redistributed(List<OperatorSubtaskState> states, int before, int index)
            throws Exception {
        OperatorSubtaskState whole =
                AbstractStreamOperatorTestHarness.repackageState(states.toArray(OperatorSubtaskState[]::new));
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                whole, MAX_PARALLELISM, before, parallelism, index);
    }

    private static <T, H extends AbstractStreamOperatorTestHarness<T>> H opened(
            H harness, @Nullable OperatorSubtaskState state, TypeInformation<T> type) throws Exception {
        harness.setup(type.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
