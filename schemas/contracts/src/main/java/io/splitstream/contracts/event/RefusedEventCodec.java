package io.splitstream.contracts.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@link RefusedEvent}s to and from JSON: {@code time} (ISO 8601), {@code workspace_id, experiment_id, code, message,
 * excerpt}. Whatever else a newer collector says is passed over. Safe for use by several threads.
 */
public final class RefusedEventCodec {
    private static final int MOST_BYTES = 16 * 1024;

    private final JsonMapper json = JsonMapper.builder().build();

    /** The bytes of a refused event. */
    public byte[] encode(RefusedEvent event) {
        try {
            return json.writeValueAsBytes(json.createObjectNode()
                    .put("time", Instant.ofEpochMilli(event.time()).toString())
                    .put("workspace_id", event.workspaceId())
                    .put("experiment_id", event.experimentId())
                    .put("code", event.code())
                    .put("message", event.message())
                    .put("excerpt", event.excerpt()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a refused event has no JSON form", e);
        }
    }

    /**
     * The refused event of some bytes.
     *
     * @throws MalformedRecordException if the bytes are none, or more than 16 KiB
     */
    public RefusedEvent decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw malformed(bytes, null);
        }
        try {
            JsonNode event = json.readTree(bytes);
            return new RefusedEvent(
                    Instant.parse(event.path("time").asText()).toEpochMilli(),
                    event.path("workspace_id").asText(),
                    event.path("experiment_id").asText(),
                    event.path("code").asText(),
                    event.path("message").asText(),
                    event.path("excerpt").asText());
        } catch (IOException | DateTimeException | ArithmeticException e) {
            throw malformed(bytes, e);
        }
    }

    private static MalformedRecordException malformed(byte[] bytes, @Nullable Exception cause) {
        return new MalformedRecordException(bytes.length + " bytes are no refused event", cause);
    }
}
