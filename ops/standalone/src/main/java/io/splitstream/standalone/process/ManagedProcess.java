package io.splitstream.standalone.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One part of the stack on its way: waiting, being prepared, starting, ready, dead and waiting to be started again,
 * stopping. The supervisor's thread drives it by {@link #tick}; {@link #isReady} and {@link #starts} may be asked
 * from any thread.
 *
 * <p>The process is started on the thread that calls {@link #tick}, and that thread must live as long as the
 * supervisor: the kernel signals the child when the <em>thread</em> that started it ends.
 */
final class ManagedProcess {
    private enum State {
        WAITING,
        PREPARING,
        STARTING,
        READY,
        BACKING_OFF,
        STOPPED
    }

    private final Part part;
    private final RunFiles files;
    private final Progress progress;
    private final ExecutorService pool;
    private final RestartBackoff backoff = new RestartBackoff();
    private final AtomicLong starts = new AtomicLong();

    private volatile State state = State.WAITING;
    private @Nullable Process process;
    private @Nullable Future<Boolean> task;
    private long startedAt;
    private long resumeAt;
    private long askedToStopAt;
    private boolean killed;

    ManagedProcess(Part part, RunFiles files, Progress progress, ExecutorService pool) {
        this.part = part;
        this.files = files;
        this.progress = progress;
        this.pool = pool;
    }

    Part part() {
        return part;
    }

    boolean isReady() {
        return state == State.READY;
    }

    /** How often the process was started. */
    long starts() {
        return starts.get();
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    boolean isAlive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Leaves the wait for other parts. */
    void begin() {
        if (state == State.WAITING) {
            prepare();
        }
    }

    /**
     * Takes one step.
     *
     * @return whether the process was found dead in it
     */
    boolean tick(long now) throws IOException {
        switch (state) {
            case PREPARING -> finishPreparing();
            case STARTING, READY -> {
                if (!isAlive()) {
                    onDeath(now);
                    return true;
                }
                if (state == State.STARTING) {
                    probe();
                }
            }
            case BACKING_OFF -> {
                if (now - resumeAt >= 0) {
                    prepare();
                }
            }
            case WAITING, STOPPED -> {}
        }
        return false;
    }

    /** Kills the process, to be started again. */
    void fall() {
        Process current = process;
        if (current != null) {
            current.destroyForcibly();
        }
    }

    /** Asks the process to end, once; kills it when its patience is over. Nothing is started after this. */
    void stop(long now, boolean outOfTime) throws IOException, InterruptedException {
        Process current = process;
        if (state != State.STOPPED) {
            state = State.STOPPED;
            askedToStopAt = now;
            cancelTask();
            if (current != null && current.isAlive()) {
                Signals.send(part.stopSignal(), current.pid());
            }
        } else if (current != null && current.isAlive()) {
            boolean late = now - askedToStopAt > part.stopPatience().toNanos();
            if ((late || outOfTime) && !killed) {
                killed = true;
                progress.say(part.name() + " did not stop in time and is killed");
                current.destroyForcibly();
            }
        }
    }

    /** Forgets a stopped process. */
    void close() throws IOException {
        files.deletePid(part.name());
    }

    private void prepare() {
        state = State.PREPARING;
        task = pool.submit(() -> {
            part.prepare();
            return true;
        });
    }

    private void finishPreparing() throws IOException {
        Future<Boolean> current = task;
        if (current == null || !current.isDone()) {
            return;
        }
        task = null;
        try {
            current.get();
            start();
        } catch (ExecutionException e) {
            retryAfter("cannot be prepared: " + reason(e));
        } catch (IOException e) {
            retryAfter("cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws IOException {
        Launch launch = part.launch().tiedToSupervisor(part.stopSignal());
        ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectErrorStream(true);
        builder.environment().putAll(launch.environment());
        Process started = builder.start();
        process = started;
        startedAt = System.nanoTime();
        starts.incrementAndGet();
        files.writePid(part.name(), started.pid());
        started.getOutputStream().close();
        Thread copier =
                new Thread(new LogCopier(started.getInputStream(), files.log(part.name())), "log-" + part.name());
        copier.setDaemon(true);
        copier.start();
        state = State.STARTING;
    }

    private void probe() {
        Future<Boolean> current = task;
        if (current == null) {
            task = pool.submit(part::isReady);
            return;
        }
        if (!current.isDone()) {
            return;
        }
        task = null;
        try {
            if (current.get()) {
                state = State.READY;
                progress.say(part.name() + " ready in " + Progress.seconds(lifetime()));
            }
        } catch (ExecutionException e) {
            // Not ready yet: asked again at the next step.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onDeath(long now) throws IOException {
        cancelTask();
        files.deletePid(part.name());
        Duration lived = lifetime();
        Duration wait = backoff.afterDeath(lived);
        Process dead = process;
        String code = dead == null ? "unknown" : String.valueOf(dead.exitValue());
        progress.say(part.name() + " ended (exit code " + code + ") after " + Progress.seconds(lived)
                + "; starting it again in " + Progress.seconds(wait) + " (log: " + files.log(part.name()) + ")");
        state = State.BACKING_OFF;
        resumeAt = now + wait.toNanos();
    }

    private void retryAfter(String trouble) {
        Duration wait = backoff.afterDeath(Duration.ZERO);
        progress.say(part.name() + " " + trouble + "; trying again in " + Progress.seconds(wait));
        state = State.BACKING_OFF;
        resumeAt = System.nanoTime() + wait.toNanos();
    }

    private void cancelTask() {
        Future<Boolean> current = task;
        task = null;
        if (current != null) {
            current.cancel(true);
        }
    }

    private Duration lifetime() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
