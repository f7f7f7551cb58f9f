package io.splitstream.api.gateway;

import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.outbound.OutboundRequest;
import io.splitstream.api.outbound.OutboundResult;
import io.splitstream.api.page.Page;
import io.splitstream.api.page.PageBounds;
import io.splitstream.api.page.PageSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Pages from where users say that they are, under the rules for such requests: public addresses, 2 MiB, 10 s. Eight are
 * fetched and parsed at once, for each takes a multiple of its size meanwhile; others wait for 10 s at most.
 */
public final class OutboundPages implements PageSource {
    private static final int AT_ONCE = 8;
    private static final long PATIENCE_SECONDS = 10;

    private final OutboundHttp http;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    public OutboundPages(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public Fetch fetch(String url) {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new Fetch.Missing("too many pages are being looked at; try again in a minute", true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fetch.Missing("the service is stopping", true);
        }
        try {
            return inTurn(url);
        } finally {
            turns.release();
        }
    }

    private Fetch inTurn(String url) {
        OutboundResult result = http.send(OutboundRequest.get(url));
        if (result instanceof OutboundResult.Refused refused) {
            return new Fetch.Missing(refused.reason(), false);
        }
        if (result instanceof OutboundResult.Failed failed) {
            return new Fetch.Missing(failed.reason(), true);
        }
        OutboundResult.Answered answered = (OutboundResult.Answered) result;
        if (answered.status() != 200) {
            return new Fetch.Missing("the page answers " + answered.status() + " (expected: 200)", true);
        }
        String type = answered.contentType().orElse("text/html").toLowerCase(Locale.ROOT);
        return type.contains("html")
                ? parsed(answered)
                : new Fetch.Missing("it is " + type + " (expected: text/html)", false);
    }

    private static Fetch parsed(OutboundResult.Answered answered) {
        Optional<String> problem = PageBounds.problem(answered.body());
        if (problem.isPresent()) {
            return new Fetch.Missing(problem.get(), false);
        }
        Page page = Page.read(answered.url(), answered.body(), answered.contentType());
        return PageBounds.problem(page.document())
                .<Fetch>map(why -> new Fetch.Missing(why, false))
                .orElseGet(() -> new Fetch.Fetched(page));
    }
}
