package io.splitstream.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Events that travel together. It makes the same bytes each time, so that a retry repeats every id.
 *
 * @param events 1 or more, at most as many as the route takes
 */
public record EventRequest(Route route, List<LoadEvent> events) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_PER_EVENT = 250;

    public EventRequest {
        events = List.copyOf(events);
        if (events.isEmpty() || events.size() > route.maxEvents()) {
            throw new IllegalArgumentException(
                    "events: " + events.size() + " (expected: 1 to " + route.maxEvents() + " on " + route + ")");
        }
        if (route == Route.CONVENIENCE && !hasConvenienceRoute(events.get(0))) {
            throw new IllegalArgumentException(
                    "no convenience route for a " + events.get(0).type());
        }
    }

    /** Whether an event can take {@link Route#CONVENIENCE}. */
    static boolean hasConvenienceRoute(LoadEvent event) {
        return event.type() == EventType.IMPRESSION || event.type() == EventType.CONVERSION;
    }

    String path() {
        return switch (route) {
            case COLLECT, COLLECT_GZIP -> "/collect";
            case BATCH -> "/api/experiments/events/batch";
            case SINGLE -> "/api/experiments/events";
            case CONVENIENCE ->
                "/api/experiments/" + events.get(0).experimentId() + "/events/"
                        + events.get(0).type().wireName();
        };
    }

    String contentType() {
        return route == Route.COLLECT || route == Route.COLLECT_GZIP ? "application/x-ndjson" : "application/json";
    }

    boolean compressed() {
        return route == Route.COLLECT_GZIP;
    }

    /** The body as it travels. */
    public byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() * BYTES_PER_EVENT);
        try (OutputStream out = compressed() ? new GZIPOutputStream(bytes) : bytes;
                JsonGenerator json = JSON.createGenerator(out)) {
            write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json) throws IOException {
        if (route == Route.BATCH) {
            json.writeStartObject();
            json.writeArrayFieldStart("events");
        } else {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        }
        for (LoadEvent event : events) {
            write(json, event);
        }
        if (route == Route.BATCH) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void write(JsonGenerator json, LoadEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("event_id", event.eventId());
        if (route != Route.CONVENIENCE) {
            json.writeStringField("experiment_id", event.experimentId());
            json.writeStringField("event_type", event.type().wireName());
        }
        json.writeStringField("variant_id", event.variantId());
        json.writeStringField("user_id", event.userId());
        BigDecimal value = event.value();
        if (value != null) {
            json.writeNumberField(route == Route.CONVENIENCE ? "value" : "event_value", value);
        }
        json.writeStringField("timestamp", event.timestamp().toString());
        json.writeEndObject();
    }
}
