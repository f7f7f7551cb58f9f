package io.splitstream.api.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers shared by all who ask within a time; the one asked for longest ago goes when there are too many. An answer
 * that failed is asked for again by the next. While one is got, or fails, the last one serves as long as it is usable. Safe
 * for use by several threads.
 */
public final class SharedAnswers<K, V> {
    private final Clock clock;
    private final Duration fresh;
    private final Duration usable;
    private final Executor renewal;
    private final Map<K, Held<V>> held;

    /**
     * Nothing is known yet.
     *
     * @param fresh for how long an answer serves, from when it was asked for
     * @param most how many keys are kept
     */
    public SharedAnswers(Clock clock, Duration fresh, int most) {
        this(clock, fresh, most, fresh, Runnable::run);
    }

    /**
     * Nothing is known yet.
     *
     * @param fresh for how long an answer serves, from when it was asked for
     * @param most how many keys are kept
     * @param usable for how long one serves while a newer one is being got
     * @param renewal runs what gets the newer one; whoever asks does where it refuses to
     */
    public SharedAnswers(Clock clock, Duration fresh, int most, Duration usable, Executor renewal) {
        this.clock = clock;
        this.fresh = fresh;
        this.usable = usable;
        this.renewal = renewal;
        this.held = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Held<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** An answer, when it was asked for, and the last one before it, if any, whose own is null. */
    private record Held<V>(
            CompletableFuture<V> answer,
            Instant askedAt,
            @Nullable Held<V> before) {
        boolean isWithin(Duration age, Instant now) {
            return now.isBefore(askedAt.plus(age));
        }
    }

    /** Gets an answer; it may block. */
    public interface Question<V> {
        /**
         * The answer now.
         *
         * @param before the last answer for the key; null if there is none
         */
        V ask(@Nullable V before);
    }

    /** The answer for a key: a fresh one or, while that is being got, a usable one; else the question's. */
    public V get(K key, Question<V> question) {
        Instant now = clock.instant();
        CompletableFuture<V> mine = new CompletableFuture<>();
        Held<V> current;
        synchronized (held) {
            current = held.get(key);
            if (current == null || isStale(current, now)) {
                current = new Held<>(mine, now, current == null ? null : lastOf(current));
                held.put(key, current);
            }
        }
        Held<V> before = current.before();
        Held<V> serving = before != null && before.isWithin(usable, now) ? before : null;
        if (current.answer() == mine) {
            V last = before == null ? null : before.answer().join();
            if (serving == null) {
                answer(mine, question, last);
            } else {
                renew(() -> answer(mine, question, last));
            }
        }
        boolean isThere = current.answer().isDone() && !current.answer().isCompletedExceptionally();
        return serving == null || isThere
                ? joined(current.answer())
                : serving.answer().join();
    }

    /** Forgets the answer for a key, so that nobody who asks from now on gets it. */
    public void forget(K key) {
        synchronized (held) {
            held.remove(key);
        }
    }

    private boolean isStale(Held<V> one, Instant now) {
        return one.answer().isDone() && (one.answer().isCompletedExceptionally() || !one.isWithin(fresh, now));
    }

    private static <V> @Nullable Held<V> lastOf(Held<V> one) {
        return one.answer().isCompletedExceptionally() ? one.before() : new Held<>(one.answer(), one.askedAt(), null);
    }

    private void renew(Runnable task) {
        try {
            renewal.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // No room, or no thread to be had: the answer must come all the same, for others wait for it.
            task.run();
        }
    }

    private static <V> void answer(CompletableFuture<V> mine, Question<V> question, @Nullable V before) {
        try {
            mine.complete(question.ask(before));
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
        }
    }

    private static <V> V joined(CompletableFuture<V> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
