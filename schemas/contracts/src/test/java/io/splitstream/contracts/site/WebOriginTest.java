package io.splitstream.contracts.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example",
        "HTTPS://Shop.Example:443/a?b#c, https://shop.example",
        "http://shop.example:80/, http://shop.example",
        "http://127.0.0.1:9000/index.html, http://127.0.0.1:9000",
        "https://shop.example:80, https://shop.example:80",
        "http://[::1]:8080/, http://[::1]:8080",
        "https://user@shop.example/, https://shop.example"
    })
    void of_anAddress_isWhatBrowsersSend(String url, String origin) {
        assertThat(WebOrigin.of(url)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "shop.example", "/a", "ftp://shop.example", "https://", "https://a b", "file:///a"})
    void of_whatHasNone_isEmpty(String url) {
        assertThat(WebOrigin.of(url)).isEmpty();
    }
}
