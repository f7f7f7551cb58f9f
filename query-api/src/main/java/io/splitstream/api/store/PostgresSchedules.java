package io.splitstream.api.store;

import io.splitstream.api.schedule.Schedule;
import io.splitstream.api.schedule.ScheduleStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** Schedules in PostgreSQL. */
public final class PostgresSchedules implements ScheduleStore {
    private static final String ALL =
            "SELECT id, workspace_id, next_run_at, last_run_at, created_at, updated_at, document FROM schedules";

    private final Database database;
    private final Documents documents = new Documents();

    public PostgresSchedules(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(Schedule schedule, int most) {
        return database.with(handle -> bound(handle.createUpdate("""
                                INSERT INTO schedules
                                    (id, workspace_id, site_id, next_run_at, last_run_at, created_at, updated_at, document)
                                SELECT :id, :workspace, :site, :next, :last, :created, :updated, :document::jsonb
                                WHERE (SELECT count(*) FROM schedules WHERE workspace_id = :workspace) < :most
                                """), schedule)
                        .bind("workspace", schedule.workspaceId())
                        .bind("created", Instants.of(schedule.createdAt()))
                        .bind("most", most)
                        .execute())
                == 1;
    }

    @Override
    public List<Schedule> list(String workspaceId) {
        return database.with(
                handle -> handle.createQuery(ALL + " WHERE workspace_id = :workspace ORDER BY position DESC")
                        .bind("workspace", workspaceId)
                        .map((row, context) -> read(row))
                        .list());
    }

    @Override
    public Optional<Schedule> find(String workspaceId, String scheduleId) {
        return database.with(handle -> handle.createQuery(ALL + " WHERE workspace_id = :workspace AND id = :id")
                .bind("workspace", workspaceId)
                .bind("id", scheduleId)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public void replace(Schedule schedule) {
        database.with(handle -> bound(handle.createUpdate("""
                        UPDATE schedules SET site_id = :site, next_run_at = :next, last_run_at = :last,
                            updated_at = :updated, document = :document::jsonb
                        WHERE id = :id
                        """), schedule).execute());
    }

    @Override
    public Optional<Schedule> takeDue(Instant now) {
        return database.with(handle -> handle.createQuery(
                        ALL + " WHERE next_run_at <= :now ORDER BY next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED")
                .bind("now", Instants.of(now))
                .map((row, context) -> read(row))
                .findOne());
    }

    private <S extends SqlStatement<S>> S bound(S statement, Schedule schedule) {
        return statement
                .bind("id", schedule.id())
                .bind("site", schedule.plan().siteId())
                .bind("next", Instants.ofNullable(schedule.nextRunAt()))
                .bind("last", Instants.ofNullable(schedule.lastRunAt()))
                .bind("updated", Instants.of(schedule.updatedAt()))
                .bind("document", documents.write(schedule.plan()));
    }

    private Schedule read(ResultSet row) throws SQLException {
        return new Schedule(
                row.getString("id"),
                row.getString("workspace_id"),
                documents.read(row.getString("document"), Schedule.Plan.class),
                Instants.readNullable(row, "next_run_at"),
                Instants.readNullable(row, "last_run_at"),
                Instants.read(row, "created_at"),
                Instants.read(row, "updated_at"));
    }
}
