package io.splitstream.edge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.splitstream.edge.intake.Intake;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.intake.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Makes the answers, in the envelope of the route's surface. Safe for use by several threads. */
final class Answers {
    /** What a busy edge asks for. */
    private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

    private static final int MAX_NAMED = 10;
    private static final Answer TRACKED = new Answer(
            202,
            "{\"success\":true,\"message\":\"Event tracked successfully\"}".getBytes(StandardCharsets.US_ASCII),
            Map.of());

    private static final Answer PIXEL =
            new Answer(200, Pixel.GIF, Map.of("Content-Type", "image/gif", "Cache-Control", "no-store"));

    private final JsonFactory json = new JsonFactory();
    private final Clock clock;
    private final Dialect dialect;
    private volatile @Nullable Kept full;

    /** Answers in the envelope that all routes but the sessions' share. */
    Answers(Clock clock) {
        this(clock, Dialect.EXPERIMENTS);
    }

    private Answers(Clock clock, Dialect dialect) {
        this.clock = clock;
        this.dialect = dialect;
    }

    private enum Dialect {
        EXPERIMENTS,
        STUDIES
    }

    /** Answers in the envelope of a route. */
    Answers to(Route route) {
        return route.kind() == Route.Kind.SESSION ? new Answers(clock, Dialect.STUDIES) : this;
    }

    Answer ok(String message) {
        return new Answer(
                200,
                write(out -> {
                    out.writeBooleanField("success", true);
                    out.writeStringField("message", message);
                }),
                Map.of());
    }

    /** One event is durable. */
    Answer tracked() {
        return TRACKED;
    }

    /** The event of an image is durable. */
    Answer pixel() {
        return PIXEL;
    }

    /** A batch is durable. */
    Answer batchTracked(int events) {
        return new Answer(
                202,
                write(out -> {
                    out.writeBooleanField("success", true);
                    out.writeStringField("message", events + " events tracked successfully");
                    out.writeObjectFieldStart("meta");
                    out.writeNumberField("events_count", events);
                    out.writeEndObject();
                }),
                Map.of());
    }

    /** Interactions of a session are durable. */
    Answer interactionsTracked(String sessionId, int events) {
        return new Answer(
                202,
                write(out -> {
                    out.writeBooleanField("success", true);
                    out.writeObjectFieldStart("data");
                    out.writeStringField("sessionId", sessionId);
                    out.writeNumberField("acceptedCount", events);
                    out.writeEndObject();
                    out.writeNullField("error");
                    out.writeNullField("metadata");
                }),
                Map.of());
    }

    /** A stream is durable, all of it. */
    Answer streamAccepted(int events) {
        return new Answer(
                202,
                write(out -> {
                    out.writeBooleanField("success", true);
                    out.writeNumberField("accepted", events);
                }),
                Map.of());
    }

    /** What was admitted of a stream is durable; the rest has its reasons. */
    Answer streamJudged(Intake.Judged judged) {
        return new Answer(
                200,
                write(out -> {
                    out.writeBooleanField("success", true);
                    out.writeNumberField("accepted", judged.admitted());
                    out.writeArrayFieldStart("verdicts");
                    Iterator<Rejection> refusals = judged.refused().iterator();
                    Rejection next = refusals.hasNext() ? refusals.next() : null;
                    for (int index = 0; index < judged.events(); index++) {
                        out.writeStartObject();
                        out.writeNumberField("index", index);
                        if (next != null && next.index() == index) {
                            out.writeNumberField("status", next.refusal().code().status());
                            out.writeStringField("code", next.refusal().code().name());
                            out.writeStringField("message", next.refusal().message());
                            next = refusals.hasNext() ? refusals.next() : null;
                        } else {
                            out.writeNumberField("status", 202);
                        }
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                }),
                Map.of());
    }

    /** There is no room; nothing was taken. Made once a second, for it is said most where there is no time. */
    Answer full() {
        long second = clock.millis() / 1000;
        Kept known = full;
        if (known == null || known.second != second) {
            known = new Kept(
                    second,
                    refused(new Refusal(
                            RefusalCode.UNAVAILABLE, "the edge is full; nothing of the request was taken")));
            full = known;
        }
        return known.answer;
    }

    private record Kept(long second, Answer answer) {}

    /** Nothing was accepted of a request. */
    Answer refused(Refusal refusal) {
        return refused(refusal, refusal.code().status() == 503 ? RETRY : Map.of());
    }

    /** Nothing was accepted of a request. */
    Answer refused(Refusal refusal, Map<String, String> headers) {
        return new Answer(status(refusal.code()), error(refusal.code(), refusal.message(), out -> {}), headers);
    }

    /** A request that HTTP itself forbids, answered with that status. */
    Answer refusedByProtocol(int status, RefusalCode code, String message) {
        return new Answer(status, refused(new Refusal(code, message)).body(), Map.of());
    }

    /** Nothing was accepted of a batch, because of some of its events. */
    Answer batchRefused(Intake.Judged judged) {
        List<Rejection> bad = judged.refused();
        StringJoiner reasons = new StringJoiner("; ");
        bad.stream()
                .limit(MAX_NAMED)
                .forEach(event -> reasons.add(
                        "events[" + event.index() + "]: " + event.refusal().message()));
        if (bad.size() > MAX_NAMED) {
            reasons.add("and " + (bad.size() - MAX_NAMED) + " more");
        }
        String message = bad.size() + " of " + judged.events() + " events cannot be accepted, so none was: " + reasons;
        return new Answer(
                400,
                error(RefusalCode.VALIDATION_ERROR, message, out -> {
                    out.writeArrayFieldStart("details");
                    for (Rejection event : bad) {
                        out.writeStartObject();
                        out.writeNumberField("index", event.index());
                        out.writeStringField("code", event.refusal().code().name());
                        out.writeStringField("message", event.refusal().message());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                }),
                Map.of());
    }

    /** A forbidden transition of an experiment is a bad request, of a session a conflict. */
    private int status(RefusalCode code) {
        return dialect == Dialect.STUDIES && code == RefusalCode.INVALID_STATE ? 409 : code.status();
    }

    private byte[] error(RefusalCode code, String message, Fields more) {
        return write(out -> {
            out.writeBooleanField("success", false);
            if (dialect == Dialect.STUDIES) {
                out.writeNullField("data");
            }
            out.writeObjectFieldStart("error");
            out.writeStringField("code", code.name());
            out.writeStringField("message", message);
            if (dialect == Dialect.EXPERIMENTS) {
                out.writeStringField(
                        "timestamp",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            }
            more.write(out);
            out.writeEndObject();
            if (dialect == Dialect.STUDIES) {
                out.writeNullField("metadata");
            }
        });
    }

    private byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator out) throws IOException;
    }
}
