package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.study.StudyVariant;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The envelope of answers that succeed, and the forms that values take in them. */
final class Envelope {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 100;

    private Envelope() {}

    static Answer ok(JsonObject data) {
        return of(200, data);
    }

    static Answer of(int status, JsonObject data) {
        JsonObject body = new JsonObject()
                .put("success", true)
                .put("data", data)
                .putNull("error")
                .putNull("metadata");
        return new Answer(status, body);
    }

    /** The time of a field that the document holds to RFC 3339; null where there is none. */
    static Outcome<Optional<Instant>> time(JsonObject body, String field) {
        String text = body.getString(field);
        if (text == null) {
            return Outcome.done(Optional.empty());
        }
        try {
            return Outcome.done(
                    Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS)));
        } catch (DateTimeParseException e) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    field + ": " + text + " (expected: an ISO-8601 time with its zone, such as 2026-03-16T10:05:00Z)");
        }
    }

    static int limit(Call call) {
        return Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST);
    }

    static int offset(Call call) {
        return call.queryNumber("offset", 0);
    }

    /** A page of a list, under the list's name. */
    static <T> Answer page(Call call, String name, List<T> values, Function<T, ?> form) {
        return ok(new JsonObject()
                .put(name, JsonForms.array(values, form))
                .put("count", values.size())
                .put("limit", limit(call))
                .put("offset", offset(call)));
    }

    static @Nullable StudyVariant variant(JsonObject body, String field) {
        String word = body.getString(field);
        return word == null ? null : StudyVariant.valueOf(word);
    }

    static @Nullable String word(@Nullable StudyVariant variant) {
        return variant == null ? null : variant.name();
    }
}
