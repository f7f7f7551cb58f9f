package io.splitstream.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.page.Page;
import io.splitstream.api.site.experiment.PageChange;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChromiumRendererTest {
    private static final Page PAGE = Page.read("https://a.example/", """
            <html><head><base href="file:///etc/"><link rel=stylesheet href="http://10.0.0.1/a.css">
            <meta http-equiv=refresh content="0; url=file:///etc/passwd"></head><body><h1>Old</h1>
            <script>fetch('http://169.254.169.254/')</script><iframe src="file:///etc/passwd"></iframe>
            <img src="file:///etc/hostname" srcset="http://10.0.0.1/x 2x"><object data="x"></object>
            <a class="cta" href="/buy" onclick="x()" ONMOUSEOVER=y()>Buy</a></body></html>
            """);

    @Test
    void still_holdsTheChanges_andNothingThatLoadsOrRuns() {
        String html = ChromiumRenderer.still(
                        PAGE,
                        List.of(
                                change("h1", MutationAction.SET_CONTENT, "New"),
                                change("a.cta", MutationAction.SET_STYLE, "color: red"),
                                change("a.cta", MutationAction.INSERT_AFTER, "<small>soon</small>"),
                                change("h1", MutationAction.ADD_CLASS, "big")))
                .outerHtml();

        assertThat(html)
                .contains("<h1 class=\"big\">New</h1>", "color: red", "<small>soon</small>")
                .contains("default-src 'none'")
                .doesNotContain("<script", "<iframe", "<object", "<base", "<link", "refresh", "file:///", "10.0.0.1")
                .doesNotContainIgnoringCase("onclick", "onmouseover");
        assertThat(PAGE.document().select("h1").text())
                .as("the page itself stays")
                .isEqualTo("Old");
    }

    @Test
    void browser_thatIsNotInstalled_isNotThere() {
        assertThat(new ChromiumRenderer(Path.of("/nowhere/chromium")).isThere()).isFalse();
    }

    private static PageChange change(String selector, MutationAction action, String payload) {
        return new PageChange(new Mutation(selector, action, payload, null), null);
    }
}
