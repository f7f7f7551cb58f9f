package io.splitstream.api.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What has to be done again and again, by one of however many API processes there are: schedules kept in PostgreSQL.
 */
public final class Chores implements AutoCloseable {
    private static final int THREADS = 3;

    private final Scheduler scheduler;

    /**
     * @param chores what to do by name, each every two seconds
     */
    public Chores(Database database, Map<String, Runnable> chores) {
        List<RecurringTask<Void>> tasks = chores.entrySet().stream()
                .map(chore -> Tasks.recurring(chore.getKey(), FixedDelay.of(Duration.ofSeconds(2)))
                        .execute((instance, context) -> chore.getValue().run()))
                .toList();
        this.scheduler = Scheduler.create(database.pool())
                .startTasks(tasks)
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(10))
                .shutdownMaxWait(Duration.ofSeconds(3))
                .build();
    }

    public void start() {
        scheduler.start();
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
