package io.splitstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void parse_all_readsThem() {
        Options options =
                Options.parse(List.of("--demo", "--data", "/d", "--port-offset", "100", "--engine", "/e/libchdb.so"));
        assertThat(options).isEqualTo(new Options(Path.of("/d"), new Ports(100), true, Path.of("/e/libchdb.so")));
    }

    @Test
    void parse_onlyData_hasDefaults() {
        assertThat(Options.parse(List.of("--data", "/d")))
                .isEqualTo(new Options(Path.of("/d"), new Ports(0), false, null));
    }

    @Test
    void parse_misuse_saysWhatWasExpected() {
        assertRefused("--data", List.of("--demo"));
        assertRefused("wants a value", List.of("--data"));
        assertRefused("whole number", List.of("--data", "/d", "--port-offset", "many"));
        assertRefused("unknown option --dmeo", List.of("--data", "/d", "--dmeo"));
    }

    private static void assertRefused(String why, List<String> arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(arguments))
                .withMessageContaining(why);
    }
}
