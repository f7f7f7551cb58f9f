package io.splitstream.api.store;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.study.Round;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.StudyDesk;
import io.splitstream.api.study.StudyPlan;
import io.splitstream.api.study.StudyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Studies and their rounds in PostgreSQL; whoever works on a study holds its row. */
public final class PostgresStudies implements StudyStore {
    static final String COLUMNS = "s.id, s.workspace_id, s.revision, s.created_at, s.document";

    private final Database database;
    private final Documents documents = new Documents();

    public PostgresStudies(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Study study) {
        database.with(handle -> handle.createUpdate("""
                        INSERT INTO studies (id, workspace_id, revision, created_at, document)
                        VALUES (:id, :workspace, :revision, :at, :document::jsonb)
                        """)
                .bind("id", study.id())
                .bind("workspace", study.workspaceId())
                .bind("revision", study.revision())
                .bind("at", Instants.of(study.createdAt()))
                .bind("document", documents.write(study.plan()))
                .execute());
    }

    @Override
    public Optional<Study> find(String workspaceId, String studyId) {
        return find(workspaceId, studyId, "");
    }

    @Override
    public List<Study> list(String workspaceId, int limit, int offset) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + COLUMNS
                                + " FROM studies s WHERE s.workspace_id = :workspace ORDER BY s.position LIMIT :limit OFFSET :offset")
                .bind("workspace", workspaceId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> read(row))
                .list());
    }

    @Override
    public boolean replace(Study next) {
        return database.with(handle -> handle.createUpdate("""
                        UPDATE studies SET revision = :revision, document = :document::jsonb
                        WHERE id = :id AND workspace_id = :workspace AND revision = :revision - 1
                        """)
                        .bind("id", next.id())
                        .bind("workspace", next.workspaceId())
                        .bind("revision", next.revision())
                        .bind("document", documents.write(next.plan()))
                        .execute())
                == 1;
    }

    @Override
    public List<Round> rounds(String studyId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT document FROM study_rounds WHERE study_id = :study ORDER BY number")
                .bind("study", studyId)
                .map((row, context) -> documents.read(row.getString("document"), Round.class))
                .list());
    }

    @Override
    public Optional<String> studyOf(String workspaceId, String roundId) {
        return database.with(handle -> handle.createQuery("""
                        SELECT r.study_id FROM study_rounds r JOIN studies s ON s.id = r.study_id
                        WHERE r.id = :round AND s.workspace_id = :workspace
                        """)
                .bind("round", roundId)
                .bind("workspace", workspaceId)
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public <T> Outcome<T> exclusively(
            String workspaceId, String studyId, Function<Optional<StudyDesk>, Outcome<T>> work) {
        return database.inTransaction(handle -> work.apply(find(workspaceId, studyId, " FOR UPDATE")
                .map(study -> new PostgresStudyDesk(handle, study, documents))));
    }

    private Optional<Study> find(String workspaceId, String studyId, String lock) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM studies s WHERE s.id = :id AND s.workspace_id = :workspace" + lock)
                .bind("id", studyId)
                .bind("workspace", workspaceId)
                .map((row, context) -> read(row))
                .findOne());
    }

    private Study read(ResultSet row) throws SQLException {
        return new Study(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getLong("revision"),
                Instants.read(row, "created_at"),
                documents.read(row.getString("document"), StudyPlan.class));
    }
}
