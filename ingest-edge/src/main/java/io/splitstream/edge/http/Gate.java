package io.splitstream.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.admission.RateLimits;
import io.splitstream.edge.identity.Authentication;
import io.splitstream.edge.identity.Authenticator;
import io.splitstream.edge.identity.Credentials;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Judges requests by their heads, before anything is read or done for them. Safe for use by several threads. */
final class Gate {
    private static final int MAX_KEY = 255;
    private static final Set<String> JSON = Set.of("application/json");
    private static final Set<String> STREAM =
            Set.of("application/json", "application/x-ndjson", "application/ndjson", "application/jsonl", "text/plain");

    private final Authenticator authenticator;
    private final SiteGate sites;
    private final RateLimits rates;
    private final List<Budget> budgets;
    private final Health health;
    private final Answers answers;

    /**
     * @param budgets of which something must be left
     */
    Gate(
            Authenticator authenticator,
            SiteGate sites,
            RateLimits rates,
            List<Budget> budgets,
            Health health,
            Answers answers) {
        this.authenticator = authenticator;
        this.sites = sites;
        this.rates = rates;
        this.budgets = List.copyOf(budgets);
        this.health = health;
        this.answers = answers;
    }

    /**
     * @param hasRoom whether the request's event loop and its ring have room
     */
    Admission admit(HttpRequest head, Client client, boolean hasRoom) {
        Optional<Route> found = Route.of(head.method(), head.uri());
        if (found.isEmpty()) {
            return refused(answers, RefusalCode.ROUTE_NOT_FOUND, "there is no such route for this method and path");
        }
        Route route = found.get();
        return switch (route.kind()) {
            case LIVE -> new Admission.Answered(answers.ok("live"));
            case READY -> new Admission.Answered(readiness());
            case PREFLIGHT -> new Admission.Answered(sites.preflight(head.headers()));
            case SCRIPT -> sites.script(route.subject(), head.uri(), head.headers());
            default -> admit(route, head, client, hasRoom);
        };
    }

    /** Who sends events under a key that was unknown, once every site that was announced before is known. */
    CompletableFuture<Sender> lookAgain(Sender.OfUnknownSite unknown) {
        return sites.lookAgain(unknown);
    }

    private Admission admit(Route route, HttpRequest head, Client client, boolean hasRoom) {
        // Before anything is done for a request: who is refused for want of room shall cost next to nothing.
        if (!hasRoom || isExhausted()) {
            boolean byPages = route.kind() == Route.Kind.STREAM || route.kind() == Route.Kind.PIXEL;
            Answer full = answers.to(route).full();
            return new Admission.Answered(byPages ? full.with(sites.readable(head.headers())) : full);
        }
        Sender sender = senderOf(route, head);
        if (sender instanceof Sender.Refused refused) {
            return new Admission.Answered(refused.answer());
        }
        if (!(sender instanceof Sender.Known known)) {
            return admit(route, sender, head.headers(), client);
        }
        Principal principal = known.principal();
        long wait = rates.waitNanos(new RateLimits.Caller(principal.workspaceId(), principal.subject()));
        Admission admission = wait > 0
                ? new Admission.Answered(overRate(answers.to(route), wait))
                : admit(route, sender, head.headers(), client);
        return admission instanceof Admission.Answered answered
                ? new Admission.Answered(answered.answer().with(known.headers()))
                : admission;
    }

    private boolean isExhausted() {
        for (Budget budget : budgets) {
            if (budget.isExhausted()) {
                return true;
            }
        }
        return false;
    }

    private Sender senderOf(Route route, HttpRequest head) {
        HttpHeaders headers = head.headers();
        if (route.kind() == Route.Kind.STREAM || route.kind() == Route.Kind.PIXEL) {
            Map<String, List<String>> query = Query.ofUri(head.uri());
            if (query == null) {
                return new Sender.Refused(answers.to(route).refused(Query.BROKEN));
            }
            Optional<String> key = SiteGate.keyOf(query, headers);
            if (key.isPresent()) {
                return sites.senderOf(key.get(), headers);
            }
        }
        Answers words = answers.to(route);
        Authentication authentication = authenticator.authenticate(new Credentials(
                headers.get(HttpHeaderNames.AUTHORIZATION),
                headers.get(HttpHeaderNames.COOKIE),
                headers.get(HttpHeaderNames.ORIGIN),
                headers.get(HttpHeaderNames.HOST)));
        if (authentication instanceof Authentication.Unauthorized unauthorized) {
            return new Sender.Refused(words.refused(
                    new Refusal(RefusalCode.UNAUTHORIZED, unauthorized.message()),
                    Map.of("WWW-Authenticate", "Bearer")));
        }
        if (authentication instanceof Authentication.Forbidden forbidden) {
            return new Sender.Refused(words.refused(new Refusal(RefusalCode.FORBIDDEN, forbidden.message())));
        }
        return new Sender.Known(((Authentication.Known) authentication).principal(), Map.of());
    }

    private Admission admit(Route route, Sender sender, HttpHeaders headers, Client client) {
        Answers words = answers.to(route);
        Set<String> types = route.kind() == Route.Kind.STREAM ? STREAM : JSON;
        if (!isOneOf(types, headers.get(HttpHeaderNames.CONTENT_TYPE))) {
            return refused(
                    words,
                    RefusalCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type must be "
                            + String.join(" or ", types.stream().sorted().toList()));
        }
        Optional<ContentCoding> coding = ContentCoding.of(headers.get(HttpHeaderNames.CONTENT_ENCODING));
        if (coding.isEmpty()) {
            return refused(
                    words, RefusalCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip, zstd or identity");
        }
        String key = headers.get("Idempotency-Key");
        if (key != null && !isKey(key)) {
            return refused(
                    words,
                    RefusalCode.VALIDATION_ERROR,
                    "Idempotency-Key must have 1 to " + MAX_KEY + " characters of visible ASCII");
        }
        return new Admission.Wanted(new EventRequest(
                route,
                sender,
                coding.get(),
                client.userAgentClass(headers.get(HttpHeaderNames.USER_AGENT)),
                client.address(headers.get("X-Forwarded-For")),
                key));
    }

    private Answer readiness() {
        List<String> objections = health.objections();
        return objections.isEmpty()
                ? answers.ok("ready")
                : answers.refused(new Refusal(RefusalCode.UNAVAILABLE, String.join("; ", objections)));
    }

    private Answer overRate(Answers words, long waitNanos) {
        String seconds = String.valueOf(1 + TimeUnit.NANOSECONDS.toSeconds(waitNanos));
        String limit = String.valueOf(rates.eventsPerSecond());
        return words.refused(
                new Refusal(RefusalCode.RATE_LIMITED, "more than " + limit + " events a second"),
                Map.of(
                        "Retry-After", seconds,
                        "RateLimit-Limit", limit,
                        "RateLimit-Remaining", "0",
                        "RateLimit-Reset", seconds));
    }

    private static Admission refused(Answers words, RefusalCode code, String message) {
        return new Admission.Answered(words.refused(new Refusal(code, message)));
    }

    /** A body without a type is taken for what the route expects. */
    private static boolean isOneOf(Set<String> types, @Nullable String header) {
        if (header == null || types.contains(header)) {
            return true;
        }
        int parameters = header.indexOf(';');
        String type = (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return types.contains(type);
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.length() <= MAX_KEY && key.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
