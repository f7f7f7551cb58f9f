package io.splitstream.api.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers shared by all who ask within a time; the one asked for longest ago goes when there are too many. An answer
 * that failed is asked for again by the next. Safe for use by several threads.
 */
public final class SharedAnswers<K, V> {
    private final Clock clock;
    private final Duration fresh;
    private final Map<K, Held<V>> held;

    /**
     * Nothing is known yet.
     *
     * @param fresh for how long an answer serves, from when it was asked for
     * @param most how many keys are kept
     */
    public SharedAnswers(Clock clock, Duration fresh, int most) {
        this.clock = clock;
        this.fresh = fresh;
        this.held = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Held<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** An answer, and when it was asked for; the one before it serves while it is not there. */
    private record Held<V>(
            CompletableFuture<V> answer,
            Instant askedAt,
            @Nullable V before) {}

    /** Gets an answer; it may block. */
    public interface Question<V> {
        /**
         * The answer now.
         *
         * @param before the last answer for the key; null if there is none
         */
        V ask(@Nullable V before);
    }

    /** The answer for a key: a fresh one, one that somebody is waiting for already, or the question's. */
    public V get(K key, Question<V> question) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        Held<V> current;
        synchronized (held) {
            Instant now = clock.instant();
            current = held.get(key);
            if (current == null || isStale(current, now)) {
                current = new Held<>(mine, now, current == null ? null : lastOf(current));
                held.put(key, current);
            }
        }
        if (current.answer() == mine) {
            answer(mine, question, current.before());
        }
        return joined(current.answer());
    }

    private boolean isStale(Held<V> one, Instant now) {
        return one.answer().isDone()
                && (one.answer().isCompletedExceptionally()
                        || !now.isBefore(one.askedAt().plus(fresh)));
    }

    private @Nullable V lastOf(Held<V> one) {
        return one.answer().isCompletedExceptionally()
                ? one.before()
                : one.answer().join();
    }

    private void answer(CompletableFuture<V> mine, Question<V> question, @Nullable V before) {
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
