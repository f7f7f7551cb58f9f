package io.splitstream.api.study.note;

import java.time.Instant;
import java.util.List;

/** Where notes are kept. Calls block, and join the transaction of whoever works on the session. */
public interface NoteStore {
    /** A session's notes, oldest first. */
    List<Note> of(String sessionId);

    void insert(String sessionId, Note note);

    /** Gives a note other words. */
    void rewrite(String sessionId, NoteChange change, Instant at, String by);
}
