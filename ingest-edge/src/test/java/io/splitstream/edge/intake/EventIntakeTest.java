package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventIntakeTest {
    private static final long NOW = 1_760_000_000_000L;
    private static final EventOrigin ORIGIN = new EventOrigin("ws", "sommos", "mobile", "10.0.0.0", NOW, null, null);
    private static final MetricPlan METRICS = new MetricPlan(
            List.of(
                    new CustomMetric("a", "signup", Aggregation.COUNT, null, "view", Direction.UP, null, null),
                    new CustomMetric("b", "signup", Aggregation.COUNT, null, "users", Direction.UP, null, null)),
            null,
            false);
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final DefinitionRegistry registry = new DefinitionRegistry();
    private long nanos;
    private final EventIntake intake = new EventIntake(
            new EventIntake.Context(registry, CompletableFuture::new, RecentExperiments.confirmed(() -> nanos)));
    private final RecordBatch records = new RecordBatch(new BufferPool(1 << 20));

    @BeforeEach
    void load() {
        registry.markLoaded();
    }

    @Test
    void judge_runningExperiment_admitsAtOnceWithTheOriginsFields() {
        define("exp", ExperimentStatus.RUNNING, 1, null);

        ExperimentEvent event = admitted(event("exp", "A", NOW - 5, "id-1"));

        assertThat(event)
                .isEqualTo(new ExperimentEvent(
                        "id-1",
                        "ws",
                        "exp",
                        "A",
                        "u",
                        "click",
                        null,
                        null,
                        null,
                        NOW - 5,
                        false,
                        NOW,
                        "sommos",
                        "mobile",
                        "10.0.0.0"));
    }

    @Test
    void judge_withoutTimestamp_takesTheTimeOfArrival() {
        define("exp", ExperimentStatus.PAUSED, 1, null);

        assertThat(admitted(event("exp", "A", null, null)).timestamp()).isEqualTo(NOW);
    }

    @Test
    void judge_timestampOverFiveMinutesAhead_isReplacedAndFlagged() {
        define("exp", ExperimentStatus.RUNNING, 1, null);

        ExperimentEvent ahead = admitted(event("exp", "A", NOW + 300_001, null));
        ExperimentEvent barely = admitted(event("exp", "A", NOW + 300_000, null));

        assertThat(ahead.timestamp()).isEqualTo(NOW);
        assertThat(ahead.timestampReplaced()).isTrue();
        assertThat(barely.timestamp()).isEqualTo(NOW + 300_000);
        assertThat(barely.timestampReplaced()).isFalse();
    }

    @Test
    void judge_completedExperiment_takesWhatHappenedBeforeForADay() {
        define("exp", ExperimentStatus.COMPLETED, 1, NOW - DAY);
        define("old", ExperimentStatus.ARCHIVED, 1, NOW - DAY - 1);
        define("never", ExperimentStatus.ARCHIVED, 1, null);

        assertThat(admitted(event("exp", "A", NOW - DAY, null)).timestamp()).isEqualTo(NOW - DAY);
        assertThat(confirmed(event("exp", "A", NOW, null)))
                .isEqualTo(new Refusal(
                        RefusalCode.INVALID_STATE,
                        "experiment exp is completed; it takes only events from before its completion"));
        assertThat(confirmed(event("old", "A", NOW - 2 * DAY, null)))
                .isEqualTo(
                        new Refusal(RefusalCode.INVALID_STATE, "experiment old was completed more than 24 hours ago"));
        assertThat(confirmed(event("never", "A", NOW, null)))
                .isEqualTo(new Refusal(RefusalCode.INVALID_STATE, "experiment never was archived without having run"));
    }

    @Test
    void read_typesThatTheExperimentsMetricsName_areTakenAndNoOthers() {
        define("exp", ExperimentStatus.RUNNING, 1, null);
        define("other", ExperimentStatus.RUNNING, 1, null);

        assertThat(admitted(typed("exp", "signup")).eventType()).isEqualTo("signup");
        assertThat(admitted(typed("exp", "view")).eventType()).isEqualTo("view");
        assertThat(confirmed(typed("other", "users")).code()).isEqualTo(RefusalCode.VALIDATION_ERROR);
        assertThat(confirmed(typed("exp", "zap")))
                .isEqualTo(new Refusal(
                        RefusalCode.VALIDATION_ERROR,
                        "event_type must be one of impression, click, conversion, rating, or one that the experiment's"
                                + " metrics name"));
    }

    @Test
    void read_negativeVerdict_isInDoubt() {
        define("draft", ExperimentStatus.DRAFT, 1, null);
        define("exp", ExperimentStatus.RUNNING, 1, null);
        assertThat(confirmed(event("nope", "A", null, null)))
                .isEqualTo(new Refusal(RefusalCode.EXPERIMENT_NOT_FOUND, "experiment nope does not exist"));
        assertThat(confirmed(event("draft", "A", null, null)))
                .isEqualTo(new Refusal(
                        RefusalCode.INVALID_STATE, "experiment draft is a draft; start it before tracking events"));
        assertThat(confirmed(event("exp", "C", null, null)))
                .isEqualTo(new Refusal(RefusalCode.VALIDATION_ERROR, "variant_id C is no variant of experiment exp"));
    }

    @Test
    void read_experimentOfAnotherWorkspace_doesNotExist() {
        registry.accept(definition("theirs", "other", ExperimentStatus.RUNNING, 1, null));
        assertThat(confirmed(event("theirs", "A", null, null)).code()).isEqualTo(RefusalCode.EXPERIMENT_NOT_FOUND);
    }

    @Test
    void doubtful_confirmedWithinASecond_isNotInDoubtAgain() {
        intake.confirm(intake.doubtful(read(event("nope", "A", null, null))));

        nanos += 999_999_999L;
        assertThat(intake.doubtful(read(event("nope", "A", null, null)))).isEmpty();
        assertThat(intake.doubtful(read(event("other", "A", null, null)))).containsExactly("other");
        nanos += 1;
        assertThat(intake.doubtful(read(event("nope", "A", null, null)))).containsExactly("nope");
    }

    @Test
    void unconfirmed_refusal_saysTryAgain() {
        assertThat(EventIntake.unconfirmed(read(event("nope", "A", null, null))))
                .isEqualTo(new Refusal(
                        RefusalCode.UNAVAILABLE, "the definition of experiment nope cannot be checked right now"));
    }

    @Test
    void doubtful_malformedEvent_isNotInDoubt() {
        Intake.Judged judged = read("{\"experiment_id\":\"exp\"}");
        assertThat(judged.refused()).hasSize(1);
        assertThat(intake.doubtful(judged)).isEmpty();
    }

    @Test
    void read_goodAndBadLines_admitsTheGoodInOrder() {
        define("exp", ExperimentStatus.RUNNING, 1, null);
        String lines = event("exp", "A", null, "1") + "\n" + event("exp", "C", null, "2") + "\n"
                + event("exp", "B", null, "3");
        records.clear();
        byte[] body = lines.getBytes(StandardCharsets.UTF_8);

        Intake intaken = intake.read(BodyForm.STREAM, body, body.length, ORIGIN, records);

        assertThat(((Intake.Judged) intaken).admitted()).isEqualTo(2);
        assertThat(records.count()).isEqualTo(2);
        assertThat(decoded(0).eventId()).isEqualTo("1");
        assertThat(decoded(1).eventId()).isEqualTo("3");
        assertThat(new String(records.bytes(), records.keyFrom(1), records.keyLength(1), StandardCharsets.UTF_8))
                .isEqualTo("u");
    }

    @Test
    void read_manyEventsOnceCompiled_leavesNextToNoGarbage() {
        define("exp", ExperimentStatus.RUNNING, 1, null);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append("{\"event_id\":\"event-")
                    .append(i)
                    .append("\",\"experiment_id\":\"exp\",")
                    .append("\"event_type\":\"conversion\",\"variant_id\":\"A\",\"user_id\":\"user-")
                    .append(i)
                    .append("\",\"event_value\":12.5,\"event_data\":{\"n\":[1,\"two\"]},")
                    .append("\"timestamp\":\"2025-10-05T14:30:00.250Z\"}\n");
        }
        byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
        com.sun.management.ThreadMXBean thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int round = 0; round < 1_000; round++) {
            before = round == 900 ? thread.getCurrentThreadAllocatedBytes() : before;
            records.clear();
            intake.read(BodyForm.STREAM, body, body.length, ORIGIN, records);
        }
        long bytes = thread.getCurrentThreadAllocatedBytes() - before;

        assertThat(records.count()).isEqualTo(100);
        assertThat(bytes / 10_000.0).as("bytes an event").isLessThan(32);
    }

    @Test
    void accept_lowerRevision_isIgnored() {
        assertThat(registry.accept(definition("exp", "ws", ExperimentStatus.RUNNING, 5, null)))
                .isTrue();
        assertThat(registry.accept(definition("exp", "ws", ExperimentStatus.DRAFT, 4, null)))
                .isFalse();

        assertThat(registry.find("ws", "exp").orElseThrow().status()).isEqualTo(ExperimentStatus.RUNNING);
    }

    private Intake.Judged read(String event) {
        records.clear();
        byte[] body = event.getBytes(StandardCharsets.UTF_8);
        return (Intake.Judged) intake.read(BodyForm.EVENT, body, body.length, ORIGIN, records);
    }

    private Refusal confirmed(String event) {
        Intake.Judged judged = read(event);
        assertThat(judged.admitted()).isZero();
        assertThat(records.count()).isZero();
        assertThat(intake.doubtful(judged)).hasSize(1);
        return judged.refused().get(0).refusal();
    }

    private ExperimentEvent admitted(String event) {
        assertThat(read(event).refused()).isEmpty();
        return decoded(0);
    }

    private ExperimentEvent decoded(int record) {
        int from = records.valueFrom(record);
        return (ExperimentEvent)
                new EventCodec().decode(Arrays.copyOfRange(records.bytes(), from, from + records.valueLength(record)));
    }

    private static String typed(String experiment, String type) {
        return event(experiment, "A", null, null).replace("click", type);
    }

    private static String event(String experiment, String variant, @Nullable Long timestamp, @Nullable String eventId) {
        return "{\"experiment_id\":\"" + experiment + "\",\"variant_id\":\"" + variant
                + "\",\"user_id\":\"u\",\"event_type\":\"click\""
                + (timestamp == null ? "" : ",\"timestamp\":\"" + Instant.ofEpochMilli(timestamp) + "\"")
                + (eventId == null ? "" : ",\"event_id\":\"" + eventId + "\"") + "}";
    }

    private void define(String id, ExperimentStatus status, long revision, @Nullable Long completedAt) {
        registry.accept(definition(id, "ws", status, revision, completedAt));
    }

    private static ExperimentDefinition definition(
            String id, String workspace, ExperimentStatus status, long revision, @Nullable Long completedAt) {
        List<Variant> variants = List.of(new Variant("A", "control", true), new Variant("B", "test", false));
        return new ExperimentDefinition(
                id, workspace, "name", status, revision, 1, variants, List.of(), completedAt, null, METRICS);
    }
}
