package io.splitstream.contracts.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What the archive keeps of an interaction beside the columns that it shares with events. */
public final class InteractionDetails {
    /** Column {@code source} of the archive's rows that are interactions. */
    public static final String SOURCE = "session";

    private static final JsonFactory JSON = new JsonFactory();

    private InteractionDetails() {}

    /** JSON text {@code {"target": …, "url": …, "data": …}}, without what is absent. */
    public static String json(Interaction interaction) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            writeOptional(out, "target", interaction.target());
            writeOptional(out, "url", interaction.url());
            String data = interaction.data();
            if (data != null) {
                out.writeFieldName("data");
                out.writeRawValue(data);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text refused text", e);
        }
        return text.toString();
    }

    private static void writeOptional(JsonGenerator out, String name, @Nullable String text) throws IOException {
        if (text != null) {
            out.writeStringField(name, text);
        }
    }
}
