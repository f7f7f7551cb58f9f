package io.splitstream.api.store;

import io.splitstream.api.study.Confirmation;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.SessionStatus;
import io.splitstream.api.study.SessionTimes;
import io.splitstream.api.study.StudyVariant;
import io.splitstream.contracts.definition.StateCodec;
import io.splitstream.contracts.definition.StudySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** A row of {@code study_sessions} written and read back. */
final class SessionRow {
    /** The columns that {@link #read} needs; the table goes by the name x. */
    static final String COLUMNS =
            "x.id, x.workspace_id, x.study_id, x.round_id, x.tester_id, x.variant, x.status, x.revision, x.document";

    private static final StateCodec<StudySession> CODEC = new StateCodec<>(StudySession.class);

    private SessionRow() {}

    /** The parts of a session that are kept as one document. */
    record Document(
            @Nullable String testerEmail,
            SessionTimes times,
            @Nullable String analysisError,
            @Nullable Confirmation confirmation) {}

    /** What changes with a session. */
    static Update bound(Update statement, Session session, Documents documents) {
        SessionTimes times = session.times();
        OptionalLong duration = times.durationSeconds();
        return statement
                .bind("id", session.id())
                .bind("workspace", session.workspaceId())
                .bind("status", session.status().word())
                .bind("revision", session.revision())
                .bind("active", Instants.of(times.lastActiveAt()))
                .bind("completed", Instants.ofNullable(times.completedAt()))
                .bind("duration", duration.isPresent() ? (Long) duration.getAsLong() : null)
                .bind(
                        "document",
                        documents.write(new Document(
                                session.testerEmail(), times, session.analysisError(), session.confirmation())));
    }

    static Session read(ResultSet row, Documents documents) throws SQLException {
        Document document = documents.read(row.getString("document"), Document.class);
        String round = row.getString("round_id");
        return new Session(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getString("study_id"),
                round.isEmpty() ? null : round,
                row.getString("tester_id"),
                document.testerEmail(),
                StudyVariant.valueOf(row.getString("variant")),
                SessionStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("revision"),
                document.times(),
                document.analysisError(),
                document.confirmation());
    }

    /** What the collector is told. */
    static byte[] announcement(Session session) {
        return CODEC.encode(session.definition());
    }
}
