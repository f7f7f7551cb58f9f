package io.splitstream.edge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.intake.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Makes the answers, in the envelope that all routes share. Safe for use by several threads. */
final class Answers {
    /** What a busy edge asks for. */
    private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

    private static final int MAX_NAMED = 10;
    private static final Answer TRACKED = new Answer(
            202,
            "{\"success\":true,\"message\":\"Event tracked successfully\"}".getBytes(StandardCharsets.US_ASCII),
            Map.of());

    private final JsonFactory json = new JsonFactory();
    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
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
    Answer streamJudged(List<Verdict> verdicts) {
        long accepted =
                verdicts.stream().filter(Verdict.Admitted.class::isInstance).count();
        return new Answer(
                200,
                write(out -> {
                    out.writeBooleanField("success", true);
                    out.writeNumberField("accepted", accepted);
                    out.writeArrayFieldStart("verdicts");
                    for (int index = 0; index < verdicts.size(); index++) {
                        out.writeStartObject();
                        out.writeNumberField("index", index);
                        writeVerdict(out, verdicts.get(index));
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                }),
                Map.of());
    }

    /** Nothing was accepted of a request. */
    Answer refused(Refusal refusal) {
        return refused(refusal, refusal.code().status() == 503 ? RETRY : Map.of());
    }

    /** Nothing was accepted of a request. */
    Answer refused(Refusal refusal, Map<String, String> headers) {
        return new Answer(
                refusal.code().status(),
                write(out -> {
                    out.writeBooleanField("success", false);
                    writeErrorStart(out, refusal.code(), refusal.message());
                    out.writeEndObject();
                }),
                headers);
    }

    /** A request that HTTP itself forbids, answered with that status. */
    Answer refusedByProtocol(int status, RefusalCode code, String message) {
        return new Answer(status, refused(new Refusal(code, message)).body(), Map.of());
    }

    /** Nothing was accepted of a batch, because of some of its events. */
    Answer batchRefused(List<Verdict> verdicts) {
        StringJoiner reasons = new StringJoiner("; ");
        int bad = 0;
        for (int index = 0; index < verdicts.size(); index++) {
            if (verdicts.get(index) instanceof Verdict.Refused refused) {
                bad++;
                if (bad <= MAX_NAMED) {
                    reasons.add("events[" + index + "]: " + refused.refusal().message());
                }
            }
        }
        if (bad > MAX_NAMED) {
            reasons.add("and " + (bad - MAX_NAMED) + " more");
        }
        String message = bad + " of " + verdicts.size() + " events cannot be accepted, so none was: " + reasons;
        return new Answer(
                400,
                write(out -> {
                    out.writeBooleanField("success", false);
                    writeErrorStart(out, RefusalCode.VALIDATION_ERROR, message);
                    out.writeArrayFieldStart("details");
                    for (int index = 0; index < verdicts.size(); index++) {
                        if (verdicts.get(index) instanceof Verdict.Refused refused) {
                            out.writeStartObject();
                            out.writeNumberField("index", index);
                            out.writeStringField(
                                    "code", refused.refusal().code().name());
                            out.writeStringField("message", refused.refusal().message());
                            out.writeEndObject();
                        }
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                }),
                Map.of());
    }

    private static void writeVerdict(JsonGenerator out, Verdict verdict) throws IOException {
        if (verdict instanceof Verdict.Refused refused) {
            out.writeNumberField("status", refused.refusal().code().status());
            out.writeStringField("code", refused.refusal().code().name());
            out.writeStringField("message", refused.refusal().message());
        } else {
            out.writeNumberField("status", 202);
        }
    }

    private void writeErrorStart(JsonGenerator out, RefusalCode code, String message) throws IOException {
        out.writeObjectFieldStart("error");
        out.writeStringField("code", code.name());
        out.writeStringField("message", message);
        out.writeStringField(
                "timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
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
