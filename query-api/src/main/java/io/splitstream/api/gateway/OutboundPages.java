package io.splitstream.api.gateway;

import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.outbound.OutboundRequest;
import io.splitstream.api.outbound.OutboundResult;
import io.splitstream.api.page.Page;
import io.splitstream.api.page.PageSource;
import java.util.Locale;

/** Pages from where users say that they are, under the rules for such requests: public addresses, 2 MiB, 10 s. */
public final class OutboundPages implements PageSource {
    private final OutboundHttp http;

    public OutboundPages(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public Fetch fetch(String url) {
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
                ? new Fetch.Fetched(Page.read(answered.url(), answered.body(), answered.contentType()))
                : new Fetch.Missing("it is " + type + " (expected: text/html)", false);
    }
}
