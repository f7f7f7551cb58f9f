package io.splitstream.jobs.insights;

import io.splitstream.contracts.definition.StudySession;
import io.splitstream.jobs.connector.NewestRowsOperator;
import io.splitstream.jobs.connector.RowEpoch;
import io.splitstream.jobs.connector.RowVersion;
import io.splitstream.jobs.core.FrustrationWeights;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.insights.core.Detective;
import io.splitstream.jobs.insights.core.InsightEpoch;
import io.splitstream.jobs.insights.core.InsightOutput;
import io.splitstream.jobs.insights.core.InsightRow;
import io.splitstream.jobs.insights.core.SessionKey;
import io.splitstream.jobs.insights.core.SessionStep;
import io.splitstream.jobs.insights.core.Timeline;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by session: keeps its timeline, and emits what it shows.
 *
 * <p>A timeline is forgotten, its row kept, once its session takes nothing any more: the collector takes interactions
 * for {@link StudySession#LONGEST} from a session's start, and the first one came after that.
 */
final class InsightOperator extends NewestRowsOperator<SessionKey, SessionStep, Timeline, InsightOutput>
        implements Triggerable<SessionKey, VoidNamespace> {
    private static final long serialVersionUID = 1L;
    /** More than whatever waits between the collector and the log. */
    private static final long MARGIN_MILLIS = Duration.ofHours(1).toMillis();

    private final FrustrationWeights weights;
    private final Lateness lateness;
    private transient @Nullable InternalTimerService<VoidNamespace> timers;

    InsightOperator(FrustrationWeights weights, Lateness lateness) {
        super(new ValueStateDescriptor<>("timeline", InsightTypes.TIMELINE));
        this.weights = weights;
        this.lateness = lateness;
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("over", VoidNamespaceSerializer.INSTANCE, this);
    }

    @Override
    protected SessionKey key(SessionStep step) {
        return step.key();
    }

    @Override
    protected Timeline changed(@Nullable Timeline held, SessionStep step) {
        Timeline timeline = held;
        if (timeline == null) {
            timeline = new Timeline();
            Objects.requireNonNull(timers, "not open")
                    .registerEventTimeTimer(
                            VoidNamespace.INSTANCE, step.loggedAt() + StudySession.LONGEST.toMillis() + MARGIN_MILLIS);
        }
        timeline.add(step, lateness);
        return timeline;
    }

    @Override
    protected InsightOutput epoch(RowEpoch announced) {
        return new InsightEpoch(announced.epoch(), announced.holdsUntil());
    }

    @Override
    protected InsightOutput row(SessionKey key, RowVersion version, @Nullable Timeline held) {
        return new InsightRow(
                key,
                version.epoch(),
                version.sequence(),
                version.completeUntil(),
                new Detective(weights).look(held == null ? new Timeline() : held));
    }

    @Override
    public void onEventTime(InternalTimer<SessionKey, VoidNamespace> timer) throws Exception {
        forget(timer.getKey());
    }

    @Override
    public void onProcessingTime(InternalTimer<SessionKey, VoidNamespace> timer) {
        throw new IllegalStateException("no timer by the machine's clock is ever set");
    }
}
