package io.splitstream.api.store;

import io.splitstream.api.study.note.Note;
import io.splitstream.api.study.note.NoteChange;
import io.splitstream.api.study.note.NoteStore;
import java.time.Instant;
import java.util.List;

/** Notes in PostgreSQL. */
public final class PostgresNotes implements NoteStore {
    private final Database database;
    private final Documents documents = new Documents();

    public PostgresNotes(Database database) {
        this.database = database;
    }

    @Override
    public List<Note> of(String sessionId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT document FROM session_notes WHERE session_id = :session ORDER BY position")
                .bind("session", sessionId)
                .map((row, context) -> documents.read(row.getString("document"), Note.class))
                .list());
    }

    @Override
    public void insert(String sessionId, Note note) {
        database.with(handle -> handle.createUpdate(
                        "INSERT INTO session_notes (id, session_id, document) VALUES (:id, :session, :document::jsonb)")
                .bind("id", note.id())
                .bind("session", sessionId)
                .bind("document", documents.write(note))
                .execute());
    }

    @Override
    public void rewrite(String sessionId, NoteChange change, Instant at, String by) {
        database.with(handle -> handle.createUpdate("""
                        UPDATE session_notes
                        SET document = document || jsonb_build_object(
                            'content', :content::text, 'editedAt', :at::bigint, 'editedBy', :by::text)
                        WHERE id = :id AND session_id = :session
                        """)
                .bind("content", change.content())
                .bind("at", at.toEpochMilli())
                .bind("by", by)
                .bind("id", change.noteId())
                .bind("session", sessionId)
                .execute());
    }
}
