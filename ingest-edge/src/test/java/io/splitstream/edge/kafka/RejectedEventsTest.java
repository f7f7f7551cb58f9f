package io.splitstream.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.intake.Rejection;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RejectedEventsTest {
    private static final Refusal REFUSAL = new Refusal(RefusalCode.VALIDATION_ERROR, "user_id is \"required\"");

    private final RejectedEvents rejected = new RejectedEvents(new EventProducer(() -> {
        throw new AssertionError("nothing is sent");
    }));

    @Test
    void excerpt_longEventWithSecrets_isCutAndCleaned() {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl";
        byte[] body = ("[1,{\"t\":\"" + token + "\",\"k\":\"sk_live_abcdef\",\"x\":\"" + "y".repeat(9000) + "\"}]")
                .getBytes(StandardCharsets.UTF_8);

        String excerpt = RejectedEvents.excerpt(body, refused(3, body.length - 1));

        assertThat(excerpt)
                .startsWith("{\"t\":\"(removed)\",\"k\":\"(removed)\",\"x\":\"yyy")
                .hasSize(512);
    }

    @Test
    void record_isJson() {
        assertThat(new String(rejected.record(0, "ws", refused(0, 1), "{\"a\""), StandardCharsets.UTF_8))
                .isEqualTo("{\"time\":\"1970-01-01T00:00:00Z\",\"workspace_id\":\"ws\",\"experiment_id\":\"exp\","
                        + "\"code\":\"VALIDATION_ERROR\",\"message\":\"user_id is \\\"required\\\"\","
                        + "\"excerpt\":\"{\\\"a\\\"\"}");
    }

    @Test
    void note_moreThanThereIsRoomFor_isCounted() {
        for (int i = 0; i < 1003; i++) {
            rejected.note(0, "ws", refused(0, 1), new byte[] {'x'});
        }

        assertThat(rejected.dropped()).isEqualTo(3);
    }

    private static Rejection refused(int from, int to) {
        return new Rejection(0, REFUSAL, "exp", false, from, to);
    }
}
