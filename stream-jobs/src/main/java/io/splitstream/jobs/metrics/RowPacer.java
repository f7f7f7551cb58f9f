package io.splitstream.jobs.metrics;

import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets the newest row of each key through four times a second, and then the watermark behind it: whoever watches rows
 * need not look at every one. With many keys less often, down to once a second.
 *
 * <p>Rounds begin at multiples of the pause, by the clock, so that those of all subtasks fall together. Needs no
 * state: after a start every row comes again.
 */
final class RowPacer extends AbstractStreamOperator<StatisticsOutput>
        implements OneInputStreamOperator<StatisticsOutput, StatisticsOutput> {
    private static final long serialVersionUID = 1L;

    static final long SHORTEST_PAUSE_MILLIS = 250;
    static final long LONGEST_PAUSE_MILLIS = 1_000;
    /** From so many keys on the pause is the longest. */
    private static final int MANY_KEYS = 4_000;

    private transient @Nullable Map<StatisticsKey, StatisticsRow> waiting;
    private transient @Nullable Watermark behind;
    private transient boolean scheduled;
    private transient int keysOfLastRound;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        waiting = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<StatisticsOutput> element) {
        if (element.getValue() instanceof StatisticsRow row) {
            waiting().put(row.key(), row);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what a timer throws fails the task
    public void processWatermark(Watermark mark) {
        behind = mark;
        if (!scheduled) {
            scheduled = true;
            long now = getProcessingTimeService().getCurrentProcessingTime();
            long pause = keysOfLastRound >= MANY_KEYS ? LONGEST_PAUSE_MILLIS : SHORTEST_PAUSE_MILLIS;
            getProcessingTimeService().registerTimer((now / pause + 1) * pause, time -> {
                scheduled = false;
                round();
            });
        }
    }

    @Override
    public void finish() throws Exception {
        round();
        super.finish();
    }

    private void round() throws Exception {
        for (StatisticsRow row : waiting().values()) {
            output.collect(new StreamRecord<>(row));
        }
        keysOfLastRound = waiting().size();
        waiting().clear();
        if (behind != null) {
            super.processWatermark(behind);
            behind = null;
        }
    }

    private Map<StatisticsKey, StatisticsRow> waiting() {
        return Objects.requireNonNull(waiting, "not initialized");
    }
}
