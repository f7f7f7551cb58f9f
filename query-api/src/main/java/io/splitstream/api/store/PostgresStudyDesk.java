package io.splitstream.api.store;

import io.splitstream.api.study.Enrolment;
import io.splitstream.api.study.Round;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.StudyDesk;
import io.splitstream.api.study.StudyVariant;
import io.splitstream.contracts.topic.Topics;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** A study whose row this transaction holds. */
final class PostgresStudyDesk implements StudyDesk {
    private final Handle handle;
    private final Study study;
    private final Documents documents;

    PostgresStudyDesk(Handle handle, Study study, Documents documents) {
        this.handle = handle;
        this.study = study;
        this.documents = documents;
    }

    @Override
    public Study study() {
        return study;
    }

    @Override
    public Optional<Round> latestRound() {
        return handle.createQuery(
                        "SELECT document FROM study_rounds WHERE study_id = :study ORDER BY number DESC LIMIT 1")
                .bind("study", study.id())
                .map((row, context) -> documents.read(row.getString("document"), Round.class))
                .findOne();
    }

    @Override
    public void insert(Round round) {
        bound(handle.createUpdate("""
                        INSERT INTO study_rounds (id, study_id, number, status, sessions, document)
                        VALUES (:id, :study, :number, :status, :sessions, :document::jsonb)
                        """), round)
                .bind("study", round.studyId())
                .bind("number", round.number())
                .execute();
    }

    @Override
    public void replace(Round round) {
        bound(handle.createUpdate("""
                        UPDATE study_rounds SET status = :status, sessions = :sessions, document = :document::jsonb
                        WHERE id = :id
                        """), round).execute();
    }

    @Override
    public Optional<Enrolment> enrolment(String testerId) {
        return handle.createQuery(
                        "SELECT variant, since FROM study_enrolments WHERE study_id = :study AND tester_id = :tester")
                .bind("study", study.id())
                .bind("tester", testerId)
                .map((row, context) -> new Enrolment(
                        study.id(),
                        testerId,
                        StudyVariant.valueOf(row.getString("variant")),
                        Instants.read(row, "since")))
                .findOne();
    }

    @Override
    public void insert(Enrolment enrolment) {
        handle.createUpdate("""
                        INSERT INTO study_enrolments (study_id, tester_id, variant, since)
                        VALUES (:study, :tester, :variant, :since)
                        """)
                .bind("study", enrolment.studyId())
                .bind("tester", enrolment.testerId())
                .bind("variant", enrolment.variant().name())
                .bind("since", Instants.of(enrolment.since()))
                .execute();
    }

    @Override
    public Optional<Session> latestSession(String testerId) {
        return handle.createQuery("SELECT " + SessionRow.COLUMNS
                        + " FROM study_sessions x WHERE x.study_id = :study AND x.tester_id = :tester"
                        + " ORDER BY x.position DESC LIMIT 1")
                .bind("study", study.id())
                .bind("tester", testerId)
                .map((row, context) -> SessionRow.read(row, documents))
                .findOne();
    }

    @Override
    public void insert(Session session) {
        SessionRow.bound(handle.createUpdate("""
                                INSERT INTO study_sessions
                                    (id, workspace_id, study_id, round_id, tester_id, variant, status, revision,
                                     started_at, last_active_at, completed_at, duration_seconds, document)
                                VALUES
                                    (:id, :workspace, :study, :round, :tester, :variant, :status, :revision,
                                     :started, :active, :completed, :duration, :document::jsonb)
                                """), session, documents)
                .bind("study", session.studyId())
                .bind("round", session.roundId() == null ? "" : session.roundId())
                .bind("tester", session.testerId())
                .bind("variant", session.variant().name())
                .bind("started", Instants.of(session.times().startedAt()))
                .execute();
        Outbox.put(handle, Topics.SESSIONS, session.id(), session.revision(), SessionRow.announcement(session));
    }

    private Update bound(Update statement, Round round) {
        return statement
                .bind("id", round.id())
                .bind("status", round.status().word())
                .bind("sessions", round.sessions())
                .bind("document", documents.write(round));
    }
}
