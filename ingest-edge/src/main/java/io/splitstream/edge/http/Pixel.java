package io.splitstream.edge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** An event in the address of an image: what pages without scripts, and mails, can send. */
final class Pixel {
    /** A transparent picture of one pixel. */
    static final byte[] GIF = Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private static final String VALUE = "event_value";
    private static final Set<String> FIELDS = Set.of(
            "event_id", "experiment_id", "variant_id", "user_id", "event_type", "session_id", "timestamp", VALUE);
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");
    private static final JsonFactory JSON = new JsonFactory();

    private Pixel() {}

    /** The event as a body would have it; a parameter of the query that is no field of an event is left out. */
    static byte[] event(Map<String, List<String>> query) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(event)) {
            out.writeStartObject();
            for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
                if (FIELDS.contains(parameter.getKey())) {
                    for (String value : parameter.getValue()) {
                        write(out, parameter.getKey(), value);
                    }
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return event.toByteArray();
    }

    /** A value that is no number is left a text, which the reader refuses in its own words. */
    private static void write(JsonGenerator out, String field, String value) throws IOException {
        out.writeFieldName(field);
        if (field.equals(VALUE) && NUMBER.matcher(value).matches()) {
            out.writeRawValue(value);
        } else {
            out.writeString(value);
        }
    }
}
