package io.splitstream.contracts.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** {@link ExperimentDefinition}s to and from JSON. Safe for use by several threads. */
public final class DefinitionCodec {
    private final ObjectMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            // A newer control plane may say more than this reader knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The bytes of a definition: UTF-8 JSON with snake_case names. */
    public byte[] encode(ExperimentDefinition definition) {
        try {
            return mapper.writeValueAsBytes(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a definition has no JSON form", e);
        }
    }

    /**
     * The definition of some bytes.
     *
     * @throws IOException if the bytes are no definition
     */
    public ExperimentDefinition decode(byte[] bytes) throws IOException {
        return mapper.readValue(bytes, ExperimentDefinition.class);
    }
}
