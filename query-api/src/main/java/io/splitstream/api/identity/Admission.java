package io.splitstream.api.identity;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.contracts.identity.Verification;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is let in. Safe for use by several threads.
 *
 * <p>A browser sends its cookie with requests that another site made it send. So a request that changes something and
 * carries the token as a cookie must come from a page of the same host, which browsers state in {@code Origin}.
 */
public final class Admission {
    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;
    private final Predicate<String> revoked;

    /** Lets in whoever has a token that holds, revoked or not. */
    public Admission(TokenVerifier verifier) {
        this(verifier, token -> false);
    }

    /**
     * Lets in whoever has a token that holds.
     *
     * @param revoked whether a token that holds otherwise was revoked; must not block
     */
    public Admission(TokenVerifier verifier, Predicate<String> revoked) {
        this.verifier = verifier;
        this.revoked = revoked;
    }

    /** The caller, if the token holds and its role is one of {@code allowed}. */
    public Outcome<Principal> admit(Credentials credentials, Set<Role> allowed) {
        String authorization = credentials.authorization();
        if (authorization != null) {
            String token = bearer(authorization);
            return token != null
                    ? verify(token, allowed)
                    : Outcome.refused(
                            Refusal.Kind.UNAUTHORIZED,
                            "The Authorization header is no bearer token (expected: Bearer TOKEN).");
        }
        String cookie = credentials.cookie();
        if (cookie == null) {
            return Outcome.refused(
                    Refusal.Kind.UNAUTHORIZED,
                    "Authentication required: send Authorization: Bearer TOKEN or the cookie sommos_access_token.");
        }
        return verify(cookie, allowed)
                .then(principal -> credentials.changes() && !sameHost(credentials.origin(), credentials.host())
                        ? Outcome.refused(
                                Refusal.Kind.FORBIDDEN,
                                "A change authorised by cookie needs an Origin header of this site.")
                        : Outcome.done(principal));
    }

    /** The surface that a token asks for, whatever its bearer may do; empty also for one that does not hold. */
    public Optional<String> surface(Credentials credentials) {
        String authorization = credentials.authorization();
        String token = authorization == null ? credentials.cookie() : bearer(authorization);
        return token == null || !(verifier.verify(token) instanceof Verification.Accepted accepted)
                ? Optional.empty()
                : accepted.principal().surface();
    }

    private static @Nullable String bearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private Outcome<Principal> verify(String token, Set<Role> allowed) {
        Verification verification = verifier.verify(token);
        if (verification instanceof Verification.Rejected rejected) {
            return Outcome.refused(Refusal.Kind.UNAUTHORIZED, "Authentication failed: " + rejected.reason() + ".");
        }
        if (revoked.test(token)) {
            return Outcome.refused(Refusal.Kind.UNAUTHORIZED, "Authentication failed: token was revoked.");
        }
        Principal principal = ((Verification.Accepted) verification).principal();
        if (!allowed.contains(principal.role())) {
            return Outcome.refused(
                    Refusal.Kind.FORBIDDEN,
                    "Role " + word(principal.role()) + " may not do this (allowed: " + words(allowed) + ").");
        }
        return Outcome.done(principal);
    }

    private static boolean sameHost(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            String from = new URI(origin).getHost();
            String to = new URI("http://" + host).getHost();
            return from != null && from.equalsIgnoreCase(to);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String words(Set<Role> roles) {
        Set<String> words = new TreeSet<>();
        roles.forEach(role -> words.add(word(role)));
        return String.join(", ", words);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
