package io.splitstream.contracts.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** {@link Alert}s to and from JSON. Safe for use by several threads. */
public final class AlertCodec {
    private final ObjectMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            // A later release may say more than this reader knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The bytes of an alert: UTF-8 JSON with snake_case names, without what is null. */
    public byte[] encode(Alert alert) {
        try {
            return mapper.writeValueAsBytes(alert);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert has no JSON form", e);
        }
    }

    /**
     * The alert of some bytes.
     *
     * @throws IOException if the bytes are no alert, or one of a rule that this release does not know
     */
    public Alert decode(byte[] bytes) throws IOException {
        Alert alert = mapper.readValue(bytes, Alert.class);
        if (alert == null || alert.id() == null || alert.rule() == null || alert.figures() == null) {
            throw new IOException("an alert without id, rule or figures");
        }
        return alert;
    }
}
