package io.splitstream.contracts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertCodecTest {
    private static final AlertRule HARMED = new AlertRule(AlertRule.Kind.GUARDRAIL_HARMED, "bounce_rate", "var_2");
    private static final Alert ALERT = new Alert(
            "8f0c",
            "dev",
            "exp_1",
            2,
            1,
            HARMED,
            AlertFigures.measured(0.41, 0.3, 0.315, 0.001, 5_120),
            1_790_000_000_000L,
            1_790_000_000_500L);

    private final AlertCodec codec = new AlertCodec();

    @Test
    void decode_bytesOfEveryReleasedVersion_areRead() throws IOException {
        assertThat(codec.decode(released("alert-1.json"))).isEqualTo(ALERT);
    }

    @Test
    void encode_writesTheNewestReleasedBytes() throws IOException {
        assertThat(new String(codec.encode(ALERT), StandardCharsets.UTF_8))
                .isEqualTo(new String(released("alert-1.json"), StandardCharsets.UTF_8).strip());
    }

    @Test
    void decode_ofWhatWasEncoded_isTheSameAlert() throws IOException {
        Alert verdict =
                new Alert("1", "dev", "exp_1", 1, 0, AlertRule.VERDICT, AlertFigures.verdict("STOP", null, 900), 0, 5);

        assertThat(codec.decode(codec.encode(verdict))).isEqualTo(verdict);
    }

    @Test
    void decode_namesOfALaterRelease_areIgnored() throws IOException {
        String json = new String(codec.encode(ALERT), StandardCharsets.UTF_8);
        String later = json.substring(0, json.length() - 1) + ",\"severity\":\"high\"}";

        assertThat(codec.decode(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(ALERT);
    }

    @Test
    void decode_whatIsNoAlert_isAnIOException() {
        for (String text : new String[] {"{", "null", "{}", "{\"id\":\"1\",\"rule\":{\"kind\":\"unheard_of\"}}"}) {
            assertThatIOException().isThrownBy(() -> codec.decode(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void id_isTheSameForTheSame_andAnotherForEachPart() {
        String id = Alert.id("e", 1, HARMED, 0);

        assertThat(Alert.id("e", 1, new AlertRule(AlertRule.Kind.GUARDRAIL_HARMED, "bounce_rate", "var_2"), 0))
                .isEqualTo(id)
                .matches("[0-9a-f]{64}");
        assertThat(new String[] {
                    Alert.id("f", 1, HARMED, 0),
                    Alert.id("e", 2, HARMED, 0),
                    Alert.id("e", 1, AlertRule.SAMPLE_RATIO, 0),
                    Alert.id("e", 1, HARMED, 1),
                    Alert.id("e", 1, HARMED, 0, 1)
                })
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    private static byte[] released(String name) throws IOException {
        try (var stream = AlertCodecTest.class.getResourceAsStream("/alert/released/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
