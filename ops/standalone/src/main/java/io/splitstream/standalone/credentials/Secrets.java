package io.splitstream.standalone.credentials;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.SecureRandom;

/**
 * What must not be known outside. Every data directory has its own; none is well known.
 *
 * @param jwtSecret key of HS256 tokens
 * @param postgresOwnerPassword of PostgreSQL's superuser
 * @param postgresPassword of the role that the API works as
 * @param clickhousePassword of the user that reads and writes
 * @param analystPassword of the user that only reads
 * @param apiKey development key of the abtestbot surface
 * @param cronSecret bearer of the cron routes
 */
public record Secrets(
        @JsonProperty(value = "jwt_secret", required = true) String jwtSecret,

        @JsonProperty(value = "postgres_owner_password", required = true)
        String postgresOwnerPassword,

        @JsonProperty(value = "postgres_password", required = true)
        String postgresPassword,

        @JsonProperty(value = "clickhouse_password", required = true)
        String clickhousePassword,

        @JsonProperty(value = "analyst_password", required = true)
        String analystPassword,

        @JsonProperty(value = "abtestbot_key", required = true)
        String apiKey,

        @JsonProperty(value = "cron_secret", required = true)
        String cronSecret) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** New secrets: letters and digits only, so that they need no quoting anywhere. */
    static Secrets generate(SecureRandom random) {
        return new Secrets(
                text(random, 48),
                text(random, 32),
                text(random, 32),
                text(random, 32),
                text(random, 32),
                "sk_live_" + text(random, 32),
                text(random, 32));
    }

    @Override
    public String toString() {
        return "Secrets(hidden)";
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
