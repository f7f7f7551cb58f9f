package io.splitstream.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RefusedEventCodecTest {
    private static final RefusedEvent EVENT =
            new RefusedEvent(1_700_000_000_123L, "w", "e", "VALIDATION_ERROR", "no \"user_id\"", "{\"żółw\":1");

    private final RefusedEventCodec codec = new RefusedEventCodec();

    @Test
    void decode_whatWasEncoded_isEqual() {
        assertThat(codec.decode(codec.encode(EVENT))).isEqualTo(EVENT);
    }

    @Test
    void decode_moreThanIsKnown_passesItOver() {
        assertThat(codec.decode(bytes("{\"time\":\"1970-01-01T00:00:00Z\",\"code\":\"X\",\"address\":\"::1\"}")))
                .isEqualTo(new RefusedEvent(0, "", "", "X", "", ""));
    }

    @Test
    void decode_noRefusedEvent_isMalformed() {
        for (String text : new String[] {"", "{", "{}", "[]", "{\"time\":\"soon\"}", " ".repeat(20_000)}) {
            assertThatThrownBy(() -> codec.decode(bytes(text))).as(text).isInstanceOf(MalformedRecordException.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
