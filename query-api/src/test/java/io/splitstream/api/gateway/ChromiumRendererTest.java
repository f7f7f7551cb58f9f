package io.splitstream.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.idea.Proposal;
import io.splitstream.api.page.Page;
import io.splitstream.api.site.experiment.PageChange;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void draw_directoryThatCannotBeRemoved_letsTheNextOneHaveItsTurn(@TempDir Path directory) throws Exception {
        // A path that is longer than the system takes, which only whoever goes down step by step can make or remove.
        Path browser = Files.writeString(directory.resolve("browser"), """
                #!/bin/sh
                for one in "$@"; do
                  case "$one" in --user-data-dir=*) own="${one#--user-data-dir=}" ;; esac
                done
                printf '%%s\\n' "$(dirname "$own")" >> '%s'
                mkdir "$own" && cd "$own" || exit 1
                step=0
                while [ $step -lt 30 ]; do
                  mkdir %s && cd -P %s || exit 1
                  step=$((step + 1))
                done
                """.formatted(
                        directory.resolve("made"), "d".repeat(200), "d".repeat(200)));
        assertThat(browser.toFile().setExecutable(true)).isTrue();
        ChromiumRenderer renderer = new ChromiumRenderer(browser);
        Proposal proposal = new Proposal("t", "h", "c", "p", "i", PAGE.url(), List.of(), null, null);

        try {
            assertThat(renderer.draw(PAGE, proposal)).isEmpty();
            assertThat(renderer.draw(PAGE, proposal)).isEmpty();
        } finally {
            List<String> made = Files.readAllLines(directory.resolve("made"));
            assertThat(made).hasSize(2);
            for (String one : made) {
                new ProcessBuilder("rm", "-rf", one).start().waitFor();
            }
        }
    }

    private static PageChange change(String selector, MutationAction action, String payload) {
        return new PageChange(new Mutation(selector, action, payload, null), null);
    }
}
