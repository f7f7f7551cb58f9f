package io.splitstream.api.study.note;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.study.SessionStore;
import io.splitstream.api.study.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The use cases on notes. Calls block. Safe for use by several threads. */
public final class Notes {
    /** Notes of one session. */
    public static final int MOST = 500;

    private final SessionStore sessions;
    private final NoteStore store;
    private final Clock clock;
    private final Ids ids;

    public Notes(SessionStore sessions, NoteStore store, Clock clock, Ids ids) {
        this.sessions = sessions;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /** How many notes were written anew, and how many are new. */
    public record Written(int updated, int created) {}

    /** A session's notes, oldest first. */
    public Outcome<List<Note>> list(String workspaceId, String sessionId) {
        return sessions.find(workspaceId, sessionId)
                .map(session -> Outcome.done(store.of(sessionId)))
                .orElseGet(() -> Sessions.unknown(sessionId));
    }

    /** Writes notes, all of them or none. */
    public Outcome<Written> write(String workspaceId, String sessionId, String authorId, List<NoteChange> changes) {
        return sessions.exclusively(workspaceId, sessionId, found -> {
            if (found.isEmpty()) {
                return Sessions.unknown(sessionId);
            }
            Set<String> known = store.of(sessionId).stream().map(Note::id).collect(Collectors.toSet());
            Optional<Refusal> refusal = refusal(known, changes);
            if (refusal.isPresent()) {
                return new Outcome.Refused<>(refusal.get());
            }
            return Outcome.done(write(sessionId, authorId, changes));
        });
    }

    private Written write(String sessionId, String authorId, List<NoteChange> changes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int updated = 0;
        for (NoteChange change : changes) {
            if (change.noteId() == null) {
                store.insert(
                        sessionId,
                        new Note(ids.next("note_"), change.content(), now, authorId, null, null, null, List.of()));
            } else {
                store.rewrite(sessionId, change, now, authorId);
                updated++;
            }
        }
        return new Written(updated, changes.size() - updated);
    }

    private static Optional<Refusal> refusal(Set<String> known, List<NoteChange> changes) {
        Set<String> seen = new HashSet<>();
        int more = 0;
        for (NoteChange change : changes) {
            String id = change.noteId();
            more += id == null ? 1 : 0;
            if (change.content().isBlank()) {
                return invalid("notes: blank content (expected: 1 to 10000 characters)");
            }
            if (id != null && !known.contains(id)) {
                return Optional.of(new Refusal(Refusal.Kind.NOTE_NOT_FOUND, "The session has no note " + id + "."));
            }
            if (id != null && !seen.add(id)) {
                return invalid("notes: " + id + " twice (expected: once)");
            }
        }
        return known.size() + more > MOST
                ? invalid("notes: " + (known.size() + more) + " of one session (expected: at most " + MOST + ")")
                : Optional.empty();
    }

    private static Optional<Refusal> invalid(String message) {
        return Optional.of(new Refusal(Refusal.Kind.VALIDATION_ERROR, message));
    }
}
