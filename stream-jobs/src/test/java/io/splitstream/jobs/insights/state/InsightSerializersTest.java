package io.splitstream.jobs.insights.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.event.InteractionType;
import io.splitstream.jobs.core.FrustrationWeights;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.insights.core.Detective;
import io.splitstream.jobs.insights.core.InsightEpoch;
import io.splitstream.jobs.insights.core.InsightOutput;
import io.splitstream.jobs.insights.core.InsightRow;
import io.splitstream.jobs.insights.core.LogTick;
import io.splitstream.jobs.insights.core.SessionKey;
import io.splitstream.jobs.insights.core.SessionStep;
import io.splitstream.jobs.insights.core.Step;
import io.splitstream.jobs.insights.core.Timeline;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class InsightSerializersTest {
    private static final SessionKey KEY = new SessionKey("ws", "job", "sess", "tester é", "B");

    @Test
    void deserialize_ofWhatWasSerialized_isTheSame() throws IOException {
        SessionStep step = new SessionStep(KEY, new Step("id", InteractionType.TASK_END, "#x", 5), 6);

        assertThat(again(new SessionKeySerializer(), KEY)).isEqualTo(KEY);
        assertThat(again(new StepSerializer(), step.step())).isEqualTo(step.step());
        assertThat(again(new SessionStepSerializer(), step)).isEqualTo(step);
        assertThat(again(new SessionEntrySerializer(), step)).isEqualTo(step);
        assertThat(again(new SessionEntrySerializer(), new LogTick())).isEqualTo(new LogTick());
        assertThat(again(new InsightOutputSerializer(), new InsightEpoch(4, 5))).isEqualTo(new InsightEpoch(4, 5));
    }

    @Test
    void deserialize_epochOfVersion1_holdsNothingForSure() throws IOException {
        TypeSerializerSnapshot<InsightOutput> snapshot = new InsightOutputSerializer().snapshotConfiguration();
        snapshot.readSnapshot(
                1, new DataInputDeserializer(new byte[0]), getClass().getClassLoader());

        assertThat(snapshot.restoreSerializer().deserialize(new DataInputDeserializer(new byte[] {0, 8})))
                .isEqualTo(new InsightEpoch(4, 0));
    }

    @Test
    void deserialize_insights_areTheSameWithAndWithoutInteractions() throws IOException {
        Timeline timeline = timeline();
        for (Timeline each : new Timeline[] {timeline, new Timeline()}) {
            InsightRow row = new InsightRow(KEY, 1, 2, 3, new Detective(FrustrationWeights.USUAL).look(each));

            assertThat(again(new InsightOutputSerializer(), row)).isEqualTo(row);
        }
    }

    @Test
    void timeline_copied_goesOnApart() throws IOException {
        Timeline timeline = timeline();
        Timeline copy = new TimelineSerializer().copy(timeline);
        Timeline read = again(new TimelineSerializer(), timeline);
        SessionStep known = new SessionStep(KEY, new Step("0", InteractionType.CLICK, "#a", 7), 7);
        timeline.add(new SessionStep(KEY, new Step("new", InteractionType.CLICK, "#a", 7), 7), Lateness.USUAL);
        copy.add(known, Lateness.USUAL);
        read.add(known, Lateness.USUAL);

        assertThat(copy.steps()).hasSize(4).isEqualTo(read.steps());
        assertThat(copy.duplicates()).isEqualTo(2).isEqualTo(read.duplicates());
        assertThat(timeline.steps()).hasSize(5);
    }

    private static Timeline timeline() {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 4; i++) {
            timeline.add(new SessionStep(KEY, new Step("" + i, InteractionType.CLICK, "#a", i), i), Lateness.USUAL);
        }
        timeline.add(new SessionStep(KEY, new Step("0", InteractionType.CLICK, "#a", 0), 9), Lateness.USUAL);
        return timeline;
    }

    private static <T> T again(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
