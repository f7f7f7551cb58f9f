package io.splitstream.api.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.splitstream.api.platform.SharedRoom;
import io.splitstream.api.platform.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done, by one of however many API processes there are: again and again, or once. Schedules are kept in
 * PostgreSQL. Work of a process that died is found after some ten seconds and done by another, or by the next.
 */
public final class Chores implements AutoCloseable {
    private static final int THREADS = 6;
    /** What is queued calls users' sites, models and gateways; so many threads are left to the chores at any time. */
    private static final int THREADS_FOR_CHORES = 3;

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    /** How many heartbeats may be missed; db-scheduler's least. */
    private static final int MISSED = 4;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Scheduler scheduler;

    /**
     * @param chores what to do by name, each every two seconds
     * @param workers who does what is put on the queue, by kind
     */
    public Chores(Database database, Map<String, Runnable> chores, Map<String, Worker> workers) {
        List<RecurringTask<Void>> recurring = chores.entrySet().stream()
                .map(chore -> Tasks.recurring(chore.getKey(), FixedDelay.of(Duration.ofSeconds(2)))
                        .execute((instance, context) -> chore.getValue().run()))
                .toList();
        SharedRoom room = new SharedRoom(THREADS - THREADS_FOR_CHORES);
        List<Task<?>> once = workers.entrySet().stream()
                .<Task<?>>map(worker -> task(worker.getKey(), room.of(worker.getValue())))
                .toList();
        this.scheduler = Scheduler.create(database.pool(), once)
                .startTasks(recurring)
                .threads(THREADS)
                .pollingInterval(Duration.ofMillis(500))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED)
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

    /** The task's data counts attempts in its upper half and waits in its lower one; there is none before the first. */
    private static Task<Long> task(String kind, Worker worker) {
        return Tasks.custom(kind, Long.class)
                .onFailure((failed, operations) -> {
                    Worker.Tries tries =
                            tries((Long) failed.getExecution().taskInstance.getData());
                    Duration pause = Duration.ofSeconds(1L << Math.min(tries.attempt(), 6));
                    operations.reschedule(
                            failed,
                            Instant.now().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE),
                            nextAttempt(tries));
                })
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    Worker.Tries tries = tries(instance.getData());
                    return next(worker.work(instance.getId(), tries), tries);
                });
    }

    private static CompletionHandler<Long> next(Worker.Result result, Worker.Tries tries) {
        if (result instanceof Worker.Result.Wait wait) {
            return (done, operations) -> operations.reschedule(
                    done, Instant.now().plus(wait.pause()), data(tries.attempt(), tries.waits() + 1));
        }
        if (result instanceof Worker.Result.Crowded crowded) {
            return (done, operations) ->
                    operations.reschedule(done, Instant.now().plus(crowded.pause()));
        }
        if (result instanceof Worker.Result.Retry retry) {
            return (done, operations) ->
                    operations.reschedule(done, Instant.now().plus(retry.pause()), nextAttempt(tries));
        }
        return (done, operations) -> operations.remove();
    }

    private static Worker.Tries tries(@Nullable Long data) {
        return data == null ? new Worker.Tries(1, 0) : new Worker.Tries((int) (data >>> 32), data.intValue());
    }

    private static long nextAttempt(Worker.Tries tries) {
        return data(tries.attempt() + 1, 0);
    }

    private static long data(int attempt, int waits) {
        return ((long) attempt << 32) | waits;
    }
}
