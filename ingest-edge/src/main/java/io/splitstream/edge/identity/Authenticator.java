package io.splitstream.edge.identity;

import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.contracts.identity.Verification;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request that changes something. Safe for use by several threads.
 *
 * <p>A bearer token comes first. A cookie is sent by a browser whatever page asked for the request, so it counts only
 * with an {@code Origin} on the host that the request is for; ports do not part a site.
 */
public final class Authenticator {
    private static final String COOKIE = "sommos_access_token";
    private static final int REMEMBERED_TOKENS = 10_000;

    private final TokenCache tokens;

    /**
     * @param revoked refused though they hold otherwise
     */
    public Authenticator(TokenVerifier verifier, RevokedTokens revoked, Clock clock) {
        this.tokens = new TokenCache(verifier, revoked, clock, REMEMBERED_TOKENS);
    }

    /** Who sends the request. */
    public Authentication authenticate(Credentials credentials) {
        String authorization = credentials.authorization();
        if (authorization != null) {
            return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? verify(authorization.substring(7).strip())
                    : new Authentication.Unauthorized("the Authorization header must be: Bearer <token>");
        }
        String token = cookie(credentials.cookie());
        if (token == null) {
            return new Authentication.Unauthorized(
                    "authentication is required: Authorization: Bearer <token>, or the cookie " + COOKIE);
        }
        Authentication authentication = verify(token);
        if (authentication instanceof Authentication.Known && !isSameSite(credentials.origin(), credentials.host())) {
            return new Authentication.Forbidden(
                    "a request authenticated by cookie needs an Origin header of this site");
        }
        return authentication;
    }

    private Authentication verify(String token) {
        Verification verification = tokens.verify(token);
        if (verification instanceof Verification.Rejected rejected) {
            return new Authentication.Unauthorized(rejected.reason());
        }
        return new Authentication.Known(((Verification.Accepted) verification).principal());
    }

    private static @Nullable String cookie(@Nullable String header) {
        if (header == null) {
            return null;
        }
        for (String pair : header.split(";", -1)) {
            String trimmed = pair.strip();
            if (trimmed.startsWith(COOKIE + "=")) {
                return trimmed.substring(COOKIE.length() + 1);
            }
        }
        return null;
    }

    private static boolean isSameSite(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            String originHost = new URI(origin).getHost();
            String ownHost = new URI("http://" + host).getHost();
            return originHost != null
                    && ownHost != null
                    && originHost.toLowerCase(Locale.ROOT).equals(ownHost.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
