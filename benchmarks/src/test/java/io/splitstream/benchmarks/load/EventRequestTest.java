package io.splitstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class EventRequestTest {
    private static final LoadEvent CLICK = new LoadEvent(
            "event-1", "exp_1", "var_1", "user-1", EventType.CLICK, null, Instant.parse("2026-03-01T12:00:00.123Z"));
    private static final LoadEvent SALE = new LoadEvent(
            "event-2",
            "exp_1",
            "var_1",
            "user-1",
            EventType.CONVERSION,
            new BigDecimal("49.9900"),
            Instant.parse("2026-03-01T12:00:01Z"));
    private static final String CLICK_JSON = "{\"event_id\":\"event-1\",\"experiment_id\":\"exp_1\","
            + "\"event_type\":\"click\",\"variant_id\":\"var_1\",\"user_id\":\"user-1\","
            + "\"timestamp\":\"2026-03-01T12:00:00.123Z\"}";
    private static final String SALE_JSON = "{\"event_id\":\"event-2\",\"experiment_id\":\"exp_1\","
            + "\"event_type\":\"conversion\",\"variant_id\":\"var_1\",\"user_id\":\"user-1\","
            + "\"event_value\":49.9900,\"timestamp\":\"2026-03-01T12:00:01Z\"}";

    @Test
    void body_collect_isOneObjectALine() {
        assertThat(text(new EventRequest(Route.COLLECT, List.of(CLICK, SALE)).body()))
                .isEqualTo(CLICK_JSON + "\n" + SALE_JSON);
    }

    @Test
    void body_collectGzip_decompressesToTheSame() throws IOException {
        byte[] body = new EventRequest(Route.COLLECT_GZIP, List.of(CLICK, SALE)).body();

        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            assertThat(text(plain.readAllBytes())).isEqualTo(CLICK_JSON + "\n" + SALE_JSON);
        }
    }

    @Test
    void body_batch_isAnObjectWithEvents() {
        assertThat(text(new EventRequest(Route.BATCH, List.of(CLICK, SALE)).body()))
                .isEqualTo("{\"events\":[" + CLICK_JSON + "," + SALE_JSON + "]}");
    }

    @Test
    void path_convenience_namesExperimentAndType() {
        EventRequest request = new EventRequest(Route.CONVENIENCE, List.of(SALE));

        assertThat(request.path()).isEqualTo("/api/experiments/exp_1/events/conversion");
        assertThat(text(request.body()))
                .isEqualTo("{\"event_id\":\"event-2\",\"variant_id\":\"var_1\",\"user_id\":\"user-1\","
                        + "\"value\":49.9900,\"timestamp\":\"2026-03-01T12:00:01Z\"}");
    }

    @Test
    void new_moreThanTheRouteTakes_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventRequest(Route.BATCH, Collections.nCopies(101, CLICK)))
                .withMessageContaining("101 (expected: 1 to 100 on BATCH)");
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
