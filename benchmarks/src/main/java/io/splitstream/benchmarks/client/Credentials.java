package io.splitstream.benchmarks.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where a running stack is and how to get in: its {@code dev-credentials.json}.
 *
 * @param clickhousePassword of the read-only user {@code clickhouseUser}
 */
public record Credentials(
        URI api,
        URI edge,
        URI clickhouse,
        String clickhouseUser,
        String clickhousePassword,
        String adminToken,
        String crewToken,
        String guestToken) {

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if an entry is missing
     */
    public static Credentials read(Path file) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; is the stack up?", e);
        }
        JsonNode tokens = root.path("tokens");
        return new Credentials(
                URI.create(text(file, root, "api")),
                URI.create(text(file, root, "edge")),
                URI.create(text(file, root, "clickhouse")),
                text(file, root, "clickhouse_user"),
                text(file, root, "clickhouse_password"),
                text(file, tokens, "admin"),
                text(file, tokens, "crew"),
                text(file, tokens, "guest"));
    }

    private static String text(Path file, JsonNode node, String field) {
        String text = node.path(field).asText();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(file + " has no text in \"" + field + "\"");
        }
        return text;
    }
}
