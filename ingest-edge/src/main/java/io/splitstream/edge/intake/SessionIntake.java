package io.splitstream.edge.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.Interaction;
import io.splitstream.contracts.event.Utf8Slice;
import io.splitstream.edge.record.RecordBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The intake of interactions. For one event loop.
 *
 * <p>Testers are few and send little, so an object for each field is no matter here; depth, names and numbers are bounded
 * by the parser.
 */
public final class SessionIntake implements BodyIntake {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 64;
    private static final String EXPECTED = "events must be an array of 1 to " + EventReader.MAX_BATCH + " events";

    private final Context context;
    private final SessionJudge judge;
    private final EventIds ids = new EventIds(new RandomBits());
    private final Utf8Slice id = new Utf8Slice();
    private final EventCodec codec = new EventCodec();
    private final JsonFactory json = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    /**
     * What the intakes of all event loops share.
     *
     * @param confirmed sessions of which a refusal was confirmed lately
     */
    public record Context(SessionRegistry registry, CatchUp sessions, RecentExperiments confirmed) {}

    public SessionIntake(Context context) {
        this.context = context;
        this.judge = new SessionJudge(context.registry);
    }

    @Override
    public Intake read(BodyForm form, byte[] body, int length, EventOrigin from, RecordBatch into) {
        try (JsonParser in = json.createParser(body, 0, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return unreadable("the body must be a JSON object with the field events");
            }
            Optional<Intake.Judged> judged = Optional.empty();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean isEvents = in.currentName().equals("events");
                in.nextToken();
                if (!isEvents) {
                    in.skipChildren();
                    continue;
                }
                if (judged.isPresent() || in.currentToken() != JsonToken.START_ARRAY) {
                    return unreadable(EXPECTED);
                }
                judged = elements(form.sessionId(), in, body, from, into);
                if (judged.isEmpty()) {
                    return unreadable(EXPECTED);
                }
            }
            if (in.nextToken() != null) {
                return unreadable("the body holds more than one JSON value");
            }
            return judged.<Intake>map(whole -> whole).orElseGet(() -> unreadable(EXPECTED));
        } catch (IOException e) {
            return unreadable("the body " + reason(e));
        }
    }

    @Override
    public Set<String> doubtful(Intake intake) {
        return context.confirmed.unknownOf(intake, context.registry.isLoaded());
    }

    @Override
    public CompletableFuture<Void> catchUp() {
        return context.sessions.catchUp();
    }

    @Override
    public void confirm(Set<String> sessionIds) {
        context.confirmed.addAll(sessionIds);
    }

    /** The elements of the array that the parser stands at; empty if there are none, or too many. */
    private Optional<Intake.Judged> elements(
            String sessionId, JsonParser in, byte[] body, EventOrigin origin, RecordBatch into) throws IOException {
        List<Rejection> refused = new ArrayList<>(0);
        int events = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (events == EventReader.MAX_BATCH) {
                return Optional.empty();
            }
            int index = events++;
            int from = (int) in.currentTokenLocation().getByteOffset();
            Optional<Rejection> rejection = element(sessionId, in, body, origin, into, index)
                    .map(one -> new Rejection(index, one.refusal(), sessionId, one.revisable(), from, (int)
                            in.currentLocation().getByteOffset()));
            rejection.ifPresent(refused::add);
        }
        return events == 0 ? Optional.empty() : Optional.of(new Intake.Judged(events, refused));
    }

    private record Objection(Refusal refusal, boolean revisable) {}

    private Optional<Objection> element(
            String sessionId, JsonParser in, byte[] body, EventOrigin origin, RecordBatch into, int index)
            throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return malformed("an event must be a JSON object");
        }
        InteractionDraft draft = new InteractionDraft(body);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            draft.take(name, in);
        }
        Optional<InteractionDraft.Fields> fields = draft.finish();
        if (fields.isEmpty()) {
            return malformed(draft.problem());
        }
        String eventId = fields.get().eventId();
        if (eventId == null) {
            ids.identify(origin, index, id);
            eventId = id.toString();
        }
        SessionJudge.Verdict verdict = judge.judge(sessionId, fields.get(), eventId, origin);
        if (verdict instanceof SessionJudge.Verdict.Refused refused) {
            return Optional.of(new Objection(refused.refusal(), true));
        }
        Interaction interaction = ((SessionJudge.Verdict.Admitted) verdict).interaction();
        into.add(interaction.testerId().getBytes(StandardCharsets.UTF_8), codec.encode(interaction));
        return Optional.empty();
    }

    private static Optional<Objection> malformed(String message) {
        return Optional.of(new Objection(Refusal.invalid(message), false));
    }

    private static String reason(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "nests deeper than " + MAX_DEPTH + " levels, or has a name over " + MAX_NAME + " or a number over "
                    + MAX_NUMBER + " characters";
        }
        if (e instanceof JsonProcessingException syntax && syntax.getLocation() != null) {
            return "is not valid JSON (line " + syntax.getLocation().getLineNr() + ", column "
                    + syntax.getLocation().getColumnNr() + ")";
        }
        // Broken UTF-8 comes without a place.
        return "is not valid JSON in UTF-8";
    }

    private static Intake unreadable(String message) {
        return new Intake.Unreadable(Refusal.invalid(message));
    }
}
