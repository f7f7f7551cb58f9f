package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.StudySession;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.EventRecord;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.event.Interaction;
import io.splitstream.edge.fuzz.FuzzRun;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Bodies of every route, damaged at random: no exception, each event is admitted or refused with a place in the body,
 * and what is admitted can be read from the topic.
 */
final class IntakeFuzzTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final EventOrigin ORIGIN = new EventOrigin("ws", "collect", "other", "10.0.0.0", NOW, null, "key");
    private static final List<BodyForm> FORMS = List.of(
            BodyForm.EVENT,
            BodyForm.BATCH,
            BodyForm.STREAM,
            BodyForm.one(EventShape.impression("exp")),
            BodyForm.one(EventShape.conversion("exp")));

    private final DefinitionRegistry experiments = new DefinitionRegistry();
    private final SessionRegistry sessions = new SessionRegistry();
    private final BufferPool buffers = new BufferPool(1 << 20);
    private final RecordBatch records = new RecordBatch(buffers);
    private final EventCodec codec = new EventCodec();

    @Test
    void read_damagedEvents_areJudgedOneByOne() throws Exception {
        experiments.accept(new ExperimentDefinition(
                "exp",
                "ws",
                "name",
                ExperimentStatus.RUNNING,
                1,
                1,
                List.of(new Variant("A", "control", true), new Variant("B", "test", false)),
                List.of(),
                null));
        experiments.markLoaded();
        EventIntake intake = new EventIntake(new EventIntake.Context(
                experiments, CompletableFuture::new, RecentExperiments.confirmed(System::nanoTime)));
        int[] turn = {0};

        FuzzRun.of(20_000).run("events", eventExamples(), input -> {
            BodyForm form = FORMS.get(turn[0]++ % FORMS.size());
            check(intake, form, input);
        });
    }

    @Test
    void read_damagedInteractions_areJudgedOneByOne() throws Exception {
        sessions.accept(new StudySession("own", "ws", "job", "u", "A", 1, NOW - 1_000, null));
        sessions.markLoaded();
        SessionIntake intake = new SessionIntake(new SessionIntake.Context(
                sessions, CompletableFuture::new, RecentExperiments.confirmed(System::nanoTime)));

        FuzzRun.of(5_000)
                .run("interactions", interactionExamples(), input -> check(intake, BodyForm.session("own"), input));
    }

    private void check(BodyIntake intake, BodyForm form, byte[] input) {
        records.clear();
        // The array of a body is longer than the body.
        byte[] body = Arrays.copyOf(input, input.length + 7);
        Intake read = intake.read(form, body, input.length, ORIGIN, records);
        if (read instanceof Intake.Unreadable unreadable) {
            assertThat(unreadable.refusal().code().status()).isBetween(400, 499);
            return;
        }
        Intake.Judged judged = (Intake.Judged) read;
        assertThat(judged.events()).isPositive();
        assertThat(records.count()).isEqualTo(judged.admitted());
        Set<Integer> indices = new HashSet<>();
        for (Rejection refused : judged.refused()) {
            assertThat(refused.from()).isBetween(0, refused.to());
            assertThat(refused.to()).isLessThanOrEqualTo(input.length);
            assertThat(refused.index()).isBetween(0, judged.events() - 1);
            assertThat(indices.add(refused.index())).isTrue();
        }
        for (int record = 0; record < records.count(); record++) {
            assertReadable(record);
        }
    }

    private void assertReadable(int record) {
        int from = records.valueFrom(record);
        EventRecord event = codec.decode(Arrays.copyOfRange(records.bytes(), from, from + records.valueLength(record)));
        String key =
                new String(records.bytes(), records.keyFrom(record), records.keyLength(record), StandardCharsets.UTF_8);
        if (event instanceof ExperimentEvent experimentEvent) {
            assertThat(experimentEvent.userId()).isEqualTo(key).isNotEmpty();
            assertThat(experimentEvent.eventId()).isNotEmpty();
            assertThat(experimentEvent.variantId()).isIn("A", "B");
        } else {
            assertThat(((Interaction) event).testerId()).isEqualTo(key);
        }
    }

    private static List<byte[]> eventExamples() {
        String event = "{\"experiment_id\":\"exp\",\"variant_id\":\"A\",\"user_id\":\"u-1\",\"event_type\":\"click\"}";
        String full = "{\"event_id\":\"e\\u00e4\",\"experiment_id\":\"exp\",\"variant_id\":\"B\",\"user_id\":\"ü€😀\","
                + "\"event_type\":\"conversion\",\"event_value\":12.3456,\"session_id\":\"s\","
                + "\"timestamp\":\"2026-11-26T12:34:56.789+02:00\",\"event_data\":{\"a\":[1,-0.5e3,null,{\"b\":\"c\"}]}}";
        return bytes(
                event,
                full,
                "{\"events\":[" + event + "," + full + "]}",
                "[" + full + "," + event + "]",
                event + "\n" + full + "\n" + event,
                "{\"variant_id\":\"A\",\"user_id\":\"u\",\"value\":1,\"timestamp\":1700000000000}");
    }

    private static List<byte[]> interactionExamples() {
        String click = "{\"type\":\"click\",\"target\":\"#buy\",\"url\":\"/c\",\"timestamp\":\"2023-11-14T22:13:19Z\","
                + "\"data\":{\"x\":1,\"y\":[2]},\"event_id\":\"i\"}";
        return bytes(
                "{\"events\":[" + click + "]}",
                "{\"events\":[{\"type\":\"scroll\",\"timestamp\":\"2023-11-14T22:13:19.5Z\"}," + click
                        + "],\"more\":1}");
    }

    private static List<byte[]> bytes(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
