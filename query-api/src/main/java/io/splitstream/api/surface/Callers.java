package io.splitstream.api.surface;

import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.ApiKeys;
import io.splitstream.api.identity.Credentials;
import io.splitstream.api.identity.RequestRates;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who calls, by what a request carries, and whether not too often: the Authorization header or the token cookie. */
public final class Callers {
    private static final String TOKEN_COOKIE = "sommos_access_token";

    private static final String BEARER = "bearer ";

    private final Admission admission;
    private final RequestRates rates;
    private final Optional<Keys> keys;

    public Callers(Admission admission, RequestRates rates) {
        this(admission, rates, Optional.empty());
    }

    private Callers(Admission admission, RequestRates rates, Optional<Keys> keys) {
        this.admission = admission;
        this.rates = rates;
        this.keys = keys;
    }

    /** Keys, and where they are looked up. */
    private record Keys(ApiKeys keys, Workers workers) {}

    /** Callers who may come with a key instead of a token. */
    public Callers withKeys(ApiKeys known, Workers workers) {
        return new Callers(admission, rates, Optional.of(new Keys(known, workers)));
    }

    /** As {@link #admit}, and by a key where that is open; complete at once unless a key is looked up. */
    Future<Outcome<Principal>> admitted(RoutingContext context, Set<Role> allowed) {
        HttpServerRequest request = context.request();
        Optional<String> key = bearer(request).filter(ApiKeys::isKey);
        if (keys.isEmpty() || key.isEmpty()) {
            return Future.succeededFuture(admit(request, allowed));
        }
        Keys known = keys.get();
        return Future.fromCompletionStage(
                        known.workers().run(() -> known.keys().holder(key.get())),
                        context.vertx().getOrCreateContext())
                .map(holder -> answered(request, holder));
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        String header = request.getHeader("authorization");
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /**
     * The caller, if one of the roles and within their rate. A refused caller's connection ends with the answer if it
     * goes on sending.
     */
    public Outcome<Principal> admit(HttpServerRequest request, Set<Role> allowed) {
        return answered(request, admission.admit(credentials(request), allowed));
    }

    private Outcome<Principal> answered(HttpServerRequest request, Outcome<Principal> known) {
        Outcome<Principal> outcome =
                known.then(caller -> rates.take(caller) ? Outcome.done(caller) : overRate(request.response()));
        if (outcome instanceof Outcome.Refused<Principal> refused) {
            if (refused.refusal().kind() == Refusal.Kind.UNAUTHORIZED) {
                request.response().putHeader("www-authenticate", "Bearer");
            }
            if (hasBody(request)) {
                request.response().putHeader("connection", "close");
            }
        }
        return outcome;
    }

    /** The surface that the caller's token asks for; empty also for a token that does not hold. */
    public Optional<String> surface(HttpServerRequest request) {
        return admission.surface(credentials(request));
    }

    /** Rates go by whole seconds, so the next one is at most a second away. */
    private Outcome<Principal> overRate(HttpServerResponse response) {
        String limit = String.valueOf(rates.perSecond());
        response.putHeader("retry-after", "1")
                .putHeader("ratelimit-limit", limit)
                .putHeader("ratelimit-remaining", "0")
                .putHeader("ratelimit-reset", "1");
        return Outcome.refused(
                Refusal.Kind.RATE_LIMITED,
                "More than " + limit + " requests in a second; repeat this one in a second.");
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains("content-length") || request.headers().contains("transfer-encoding");
    }

    private static Credentials credentials(HttpServerRequest request) {
        Cookie cookie = request.getCookie(TOKEN_COOKIE);
        HttpMethod method = request.method();
        return new Credentials(
                request.getHeader("authorization"),
                cookie == null ? null : cookie.getValue(),
                !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD),
                request.getHeader("origin"),
                request.getHeader("host"));
    }
}
