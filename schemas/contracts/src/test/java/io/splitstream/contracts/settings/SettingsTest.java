package io.splitstream.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Setting<Integer> PORT =
            Setting.integer("PORT", "Where to listen.", 1, 65_535).orElse("8090");
    private static final Setting<Duration> WAIT =
            Setting.duration("WAIT", "How long to wait.", Duration.ofMillis(100), Duration.ofMinutes(5));
    private static final Setting<String> KEY = Setting.secret("KEY", "A key.", 8);
    private static final Setting<Boolean> FLAG =
            Setting.flag("FLAG", "Whether.").orElse("false");

    @Test
    void load_environment_givesTypedValuesAndDefaults() {
        Settings settings = Settings.load(
                Map.of("WAIT", "250ms", "KEY", "12345678", "FLAG", "true"), List.of(PORT, WAIT, KEY, FLAG));

        assertThat(settings.get(PORT)).isEqualTo(8090);
        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.get(KEY)).isEqualTo("12345678");
        assertThat(settings.get(FLAG)).isTrue();
    }

    @Test
    void load_severalErrors_areReportedTogetherWithoutSecrets() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.load(
                        Map.of("PORT", "0", "WAIT", "6m", "KEY", "hush", "FLAG", "maybe"),
                        List.of(PORT, WAIT, KEY, FLAG)))
                .withMessageContaining("PORT: 0 (expected: a whole number from 1 to 65535)")
                .withMessageContaining("WAIT: 6m (expected: a duration from 100ms to 5m)")
                .withMessageContaining("FLAG: maybe (expected: true or false)")
                .withMessageContaining("KEY: (hidden, 4 characters)")
                .withMessageNotContaining("hush");
    }

    @Test
    void load_words_areReadUpToTheLastEqualsSign() {
        Setting<Map<String, String>> words =
                Setting.words("WORDS", "Some words.").orElse("");

        assertThat(Settings.load(Map.of(), List.of(words)).get(words)).isEmpty();
        assertThat(Settings.load(Map.of("WORDS", "https://a/?b=c=x, d = y-2"), List.of(words))
                        .get(words))
                .isEqualTo(Map.of("https://a/?b=c", "x", "d", "y-2"));
        for (String bad : List.of("a", "=x", "a=", "a=X", "a=x,", "a=x,a=y")) {
            assertThatExceptionOfType(SettingsException.class)
                    .as(bad)
                    .isThrownBy(() -> Settings.load(Map.of("WORDS", bad), List.of(words)));
        }
    }

    @Test
    void load_missingRequired_saysWhatItIs() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.load(Map.of(), List.of(WAIT)))
                .withMessageContaining("WAIT is not set")
                .withMessageContaining("How long to wait.");
    }

    @Test
    void get_undeclared_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.load(Map.of(), List.of()).get(PORT));
    }

    @Test
    void orElse_defaultOutOfBounds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.integer("N", "A number.", 1, 2).orElse("3"));
    }
}
