package io.splitstream.api.store;

import io.splitstream.api.platform.WorkQueue;

/** Puts work into the table of the scheduler, by the calling thread's transaction. */
public final class PostgresWorkQueue implements WorkQueue {
    private final Database database;

    public PostgresWorkQueue(Database database) {
        this.database = database;
    }

    @Override
    public void put(String kind, String id) {
        database.with(handle ->
                handle.createUpdate("""
                        INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES (:kind, :id, now(), false, 1)
                        ON CONFLICT DO NOTHING
                        """).bind("kind", kind).bind("id", id).execute());
    }
}
