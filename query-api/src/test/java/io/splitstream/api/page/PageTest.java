package io.splitstream.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final String URL = "https://a.example/";

    @Test
    void links_areBoundedInNumberAndLength() {
        String many = "<a href=/x0></a>".repeat(2) + anchors(1, 300);
        assertThat(Page.read(URL, many).links()).hasSize(200).startsWith(URL + "x0", URL + "x1");
        String longBase = "<base href='https://a.example/" + "y".repeat(1_000_000) + "/'>";
        assertThat(Page.read(URL, longBase + anchors(0, 200).replace("/x", "x") + "<a href=/z>z</a>")
                        .links())
                .containsExactly(URL + "z");
    }

    @Test
    void bounds_refuseManyElements_andDeepOnes() {
        String usual = "<p>a</p>".repeat(PageBounds.MOST_ELEMENTS - 100);
        assertThat(problem(usual)).isFalse();
        assertThat(problem("<br>".repeat(PageBounds.MOST_ELEMENTS + 1))).isTrue();
        assertThat(problem("<div>".repeat(PageBounds.MOST_LEVELS - 10))).isFalse();
        assertThat(problem("<div>".repeat(PageBounds.MOST_LEVELS + 10))).isTrue();
        assertThat(PageBounds.problem(usual.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(PageBounds.problem("<a>".repeat(70_000).getBytes(StandardCharsets.UTF_8)))
                .hasValueSatisfying(why -> assertThat(why).contains("at most 20000 elements"));
    }

    private static boolean problem(String html) {
        return PageBounds.problem(Page.read(URL, html).document()).isPresent();
    }

    private static String anchors(int from, int to) {
        StringBuilder anchors = new StringBuilder();
        for (int i = from; i < to; i++) {
            anchors.append("<a href=/x").append(i).append("></a>");
        }
        return anchors.toString();
    }
}
