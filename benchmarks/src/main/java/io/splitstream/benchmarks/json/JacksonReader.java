package io.splitstream.benchmarks.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** jackson-core's streaming parser. */
final class JacksonReader implements ArrayReader {
    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    @Override
    public long read(byte[] body) throws IOException {
        long sum = 0;
        try (JsonParser in = factory.createParser(body)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.START_OBJECT) {
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    sum += in.currentName().length();
                    sum += in.nextToken() == JsonToken.VALUE_STRING
                            ? in.getText().length()
                            : in.getTextLength();
                }
            }
        }
        return sum;
    }
}
