package io.splitstream.api.surface;

import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.Credentials;
import io.splitstream.api.platform.Outcome;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** Who calls, by what a request carries: the Authorization header or the token cookie. */
public final class Callers {
    private static final String TOKEN_COOKIE = "sommos_access_token";

    private final Admission admission;

    public Callers(Admission admission) {
        this.admission = admission;
    }

    /** The caller, if one of the roles. A refused caller's connection ends with the answer if it goes on sending. */
    public Outcome<Principal> admit(HttpServerRequest request, Set<Role> allowed) {
        Outcome<Principal> outcome = admission.admit(credentials(request), allowed);
        if (outcome instanceof Outcome.Refused && hasBody(request)) {
            request.response().putHeader("connection", "close");
        }
        return outcome;
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
