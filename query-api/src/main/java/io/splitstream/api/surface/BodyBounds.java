package io.splitstream.api.surface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;

/** What a JSON body may not exceed, whatever its schema, checked before anything is built of it. */
public final class BodyBounds {
    /** The longest body of a request that is not forwarded. */
    public static final int MOST_BYTES = 256 * 1024;

    /** No text of the stores holds it. */
    private static final char NUL = '\0';

    private static final int DEPTH = 32;
    private static final int NUMBER_LENGTH = 64;

    private final JsonFactory parsers = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(NUMBER_LENGTH)
                    .build())
            .build();

    /** What is wrong with a body; empty if nothing is. */
    Optional<String> problem(Buffer body) {
        try (JsonParser parser = parsers.createParser(body.getBytes())) {
            int roots = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
                    return Optional.of("The body holds a number out of range: " + parser.getText() + ".");
                }
                if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)
                        && parser.getText().indexOf(NUL) >= 0) {
                    return Optional.of("The body holds the character U+0000.");
                }
                if (parser.getParsingContext().inRoot() && ++roots > 1) {
                    return Optional.of("The body holds more than one JSON value.");
                }
            }
            return Optional.empty();
        } catch (StreamConstraintsException e) {
            return Optional.of("The body is nested deeper than " + DEPTH + " levels, or holds a number longer than "
                    + NUMBER_LENGTH + " digits.");
        } catch (IOException e) {
            return Optional.of("The body is no valid JSON.");
        }
    }
}
