package io.splitstream.contracts.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {
    @Test
    void matches_everyVectorThatTheRuntimeIsHeldTo() throws IOException {
        List<String> lines = vectors();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(21);
        for (String line : lines) {
            JsonNode vector = new ObjectMapper().readTree(line);
            UrlPattern pattern = new UrlPattern(vector.required("pattern").textValue());
            vector.required("matches").forEach(path -> assertThat(pattern.matches(path.textValue()))
                    .as("%s: %s matches %s", vector.get("id"), pattern, path)
                    .isTrue());
            vector.required("rejects").forEach(path -> assertThat(pattern.matches(path.textValue()))
                    .as("%s: %s rejects %s", vector.get("id"), pattern, path)
                    .isFalse());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/checkout, /checkout",
        "' /checkout ', /checkout",
        "https://shop.example/pricing, /pricing",
        "HTTPS://shop.example, /",
        "http://shop.example:8080/a/*?x=1#top, /a/*",
        "/a?x=/b, /a",
        "/café/*, /caf%C3%A9/*",
        "/caf%C3%A9, /caf%C3%A9",
        "'/a b', /a%20b",
        "/😀, /%F0%9F%98%80"
    })
    void of_whatSomebodyWrote_isThePathAsBrowsersWriteIt(String written, String pattern) {
        assertThat(UrlPattern.of(written)).isEqualTo(new UrlPattern(pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "checkout", "*", "?x=/a", "/a/***", "/a**", "/**b/c", "ftp://shop.example/a"})
    void of_whatIsNoPath_saysWhatIsExpected(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UrlPattern.of(written))
                .withMessageStartingWith("url_pattern: ")
                .withMessageContaining("(expected: ");
    }

    @Test
    void of_tooLong_isRefused() {
        assertThat(UrlPattern.of("/" + "a".repeat(499)).text()).hasSize(500);
        assertThatIllegalArgumentException().isThrownBy(() -> UrlPattern.of("/" + "a".repeat(500)));
        assertThat(UrlPattern.of("/a".repeat(50)).matches("/a".repeat(51))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UrlPattern.of("/a".repeat(51)))
                .withMessage("url_pattern has 51 segments (expected: at most 50)");
    }

    private static List<String> vectors() throws IOException {
        try (InputStream stream = UrlPatternTest.class.getResourceAsStream("/golden/url-patterns.jsonl")) {
            if (stream == null) {
                throw new IOException("no resource /golden/url-patterns.jsonl");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
