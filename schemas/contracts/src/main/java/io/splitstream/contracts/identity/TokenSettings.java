package io.splitstream.contracts.identity;

import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SettingsException;
import io.splitstream.contracts.settings.SharedSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tokens hold; the same for the edge and the query API.
 *
 * @param secret key of HS256 tokens; they are refused if there is none
 * @param keys where the public keys of RS256 and ES256 tokens are; those are refused if there is no such place
 * @param refresh how old these keys may get
 * @param issuer what every token's {@code iss} must be, if anything
 * @param audience what every token's {@code aud} must hold, if anything
 * @param surfaces which surface an issuer's tokens speak at the root, unless they say so themselves
 */
public record TokenSettings(
        Optional<String> secret,
        Optional<URI> keys,
        Duration refresh,
        Optional<String> issuer,
        Optional<String> audience,
        Map<String, String> surfaces) {
    /** What has to be declared to read them. */
    public static final List<Setting<?>> DECLARED = List.of(
            SharedSettings.JWT_SECRET,
            SharedSettings.JWKS,
            SharedSettings.JWKS_REFRESH,
            SharedSettings.JWT_ISSUER,
            SharedSettings.JWT_AUDIENCE,
            SharedSettings.JWT_SURFACES);

    private static final Duration USUAL_REFRESH = Duration.ofMinutes(5);

    public TokenSettings {
        surfaces = Map.copyOf(surfaces);
    }

    /** HS256 tokens with this secret, and no others. */
    public static TokenSettings ofSecret(String secret) {
        return new TokenSettings(
                Optional.of(secret), Optional.empty(), USUAL_REFRESH, Optional.empty(), Optional.empty(), Map.of());
    }

    /**
     * As set.
     *
     * @throws SettingsException if no token could hold
     */
    public static TokenSettings of(Settings settings) {
        TokenSettings read = new TokenSettings(
                settings.get(SharedSettings.JWT_SECRET),
                settings.get(SharedSettings.JWKS),
                settings.get(SharedSettings.JWKS_REFRESH),
                settings.get(SharedSettings.JWT_ISSUER),
                settings.get(SharedSettings.JWT_AUDIENCE),
                settings.get(SharedSettings.JWT_SURFACES));
        if (read.secret().isEmpty() && read.keys().isEmpty()) {
            throw new SettingsException(List.of(SharedSettings.JWT_SECRET.name() + ", " + SharedSettings.JWKS.name()
                    + ": neither is set (expected: at least one, or no token would hold)"));
        }
        return read;
    }

    @Override
    public String toString() {
        return "TokenSettings(secret " + (secret.isPresent() ? "hidden" : "none") + ", keys " + keys + ")";
    }
}
