package io.splitstream.standalone.credentials;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Addresses and credentials for whoever develops against the stack, as {@code dev-credentials.json}.
 *
 * @param api root URL of the query API
 * @param edge root URL of the ingest edge
 * @param clickhouse URL of ClickHouse's HTTP interface
 * @param clickhouseUser a user that may read there
 * @param clickhousePassword that user's password
 * @param tokens bearer tokens
 * @param apiKey of the abtestbot surface
 * @param cronSecret of the cron routes
 */
public record DevCredentials(
        @JsonProperty("api") String api,
        @JsonProperty("edge") String edge,
        @JsonProperty("clickhouse") String clickhouse,
        @JsonProperty("clickhouse_user") String clickhouseUser,
        @JsonProperty("clickhouse_password") String clickhousePassword,
        @JsonProperty("tokens") DevTokens tokens,
        @JsonProperty("abtestbot_key") String apiKey,
        @JsonProperty("cron_secret") String cronSecret) {

    /** Writes the file, mode 0600. */
    public void write(Path file) throws IOException {
        PrivateFile.write(file, new ObjectMapper().writeValueAsBytes(this));
    }

    @Override
    public String toString() {
        return "DevCredentials(hidden)";
    }
}
