package io.splitstream.contracts.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Records that stand in compacted topics to and from JSON. Safe for use by several threads.
 *
 * @param <T> the record
 */
public class StateCodec<T> {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            // A newer control plane may say more than this reader knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Class<T> type;

    /** A codec of a record. */
    public StateCodec(Class<T> type) {
        this.type = type;
    }

    /** The bytes of a record: UTF-8 JSON with snake_case names. */
    public byte[] encode(T record) {
        try {
            return MAPPER.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + type.getSimpleName() + " has no JSON form", e);
        }
    }

    /**
     * The record of some bytes.
     *
     * @throws IOException if the bytes are none
     */
    public T decode(byte[] bytes) throws IOException {
        return MAPPER.readValue(bytes, type);
    }
}
