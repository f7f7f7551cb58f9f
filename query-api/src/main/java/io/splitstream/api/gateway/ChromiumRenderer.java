package io.splitstream.api.gateway;

import io.splitstream.api.idea.Proposal;
import io.splitstream.api.idea.Renderer;
import io.splitstream.api.page.Page;
import io.splitstream.api.site.experiment.PageChange;
import io.splitstream.contracts.site.Mutation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws pages in a headless Chromium of its own, one at a time. The page is somebody else's: it is drawn without scripts,
 * frames and images, under a policy that loads and runs nothing, by a browser that finds no host.
 *
 * <p>Scripts are not switched off in the browser: it takes its picture by one of its own, and would take none.
 */
public final class ChromiumRenderer implements Renderer {
    private static final Logger LOG = LoggerFactory.getLogger(ChromiumRenderer.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final int MOST_BYTES = 1 << 20;
    private static final String LOADING =
            "script,iframe,frame,object,embed,link,base,meta[http-equiv],video,audio,source,track,portal,noscript,svg use";

    private final Path browser;
    private final Semaphore turn = new Semaphore(1);

    public ChromiumRenderer(Path browser) {
        this.browser = browser;
    }

    @Override
    public boolean isThere() {
        return Files.isExecutable(browser);
    }

    @Override
    public Optional<String> draw(Page page, Proposal proposal) {
        try {
            if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a page is not drawn: others have been drawn for {} s", PATIENCE_SECONDS);
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return inTurn(page, proposal);
        } finally {
            turn.release();
        }
    }

    private Optional<String> inTurn(Page page, Proposal proposal) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("splitstream-page");
            Path html = directory.resolve("page.html");
            Path picture = directory.resolve("page.png");
            Files.writeString(html, still(page, proposal.changes()).outerHtml());
            if (!run(directory, html, picture) || !Files.exists(picture) || Files.size(picture) > MOST_BYTES) {
                return Optional.empty();
            }
            byte[] png = Files.readAllBytes(picture);
            return Optional.of("data:image/png;base64," + Base64.getEncoder().encodeToString(png));
        } catch (IOException e) {
            LOG.warn("a page could not be drawn: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            remove(directory);
        }
    }

    private boolean run(Path directory, Path html, Path picture) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-extensions",
                        "--disable-background-networking",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--window-size=1280,800",
                        "--screenshot=" + picture,
                        html.toUri().toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The page with its changes, and without anything that loads or runs. */
    static Document still(Page page, List<PageChange> changes) {
        Document document = page.document().clone();
        changes.forEach(change -> apply(document, change.mutation()));
        document.select(LOADING).remove();
        document.getAllElements().forEach(element -> element.attributes().asList().stream()
                .map(Attribute::getKey)
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("on"))
                .forEach(element::removeAttr));
        document.select("img").forEach(image -> {
            image.removeAttr("src").removeAttr("srcset");
            image.attr("style", image.attr("style") + "; background: #d1d5db; min-width: 40px; min-height: 40px");
        });
        document.head()
                .prependElement("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        return document;
    }

    private static void apply(Document document, Mutation mutation) {
        String payload = mutation.payload();
        String attribute = mutation.attributeName() == null ? "style" : mutation.attributeName();
        for (Element element : document.select(mutation.selector())) {
            switch (mutation.action()) {
                case SET_CONTENT -> element.html(payload);
                case SET_STYLE -> element.attr("style", element.attr("style") + "; " + payload);
                case SET_ATTRIBUTE -> element.attr(attribute, payload);
                case INSERT_BEFORE -> element.before(payload);
                case INSERT_AFTER -> element.after(payload);
                case ADD_CLASS -> List.of(payload.split("\\s+", -1)).forEach(element::addClass);
                case REMOVE_CLASS -> List.of(payload.split("\\s+", -1)).forEach(element::removeClass);
            }
        }
    }

    private static void remove(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The browser may still be ending, and remove what is listed here.
            LOG.warn("{} could not be removed: {}", directory, e.getMessage());
        }
    }
}
