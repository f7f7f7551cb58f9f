package io.splitstream.api.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.results.SettableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final SettableClock clock = new SettableClock();
    private final Deque<Runnable> renewals = new ArrayDeque<>();
    private final SharedAnswers<String, Integer> answers =
            new SharedAnswers<>(clock, Duration.ofMillis(200), 10, Duration.ofSeconds(1), renewals::add);
    private int asked;

    @Test
    void get_withinTheFreshTime_isNotAskedAgain() {
        assertThat(get()).isOne();
        clock.advance(Duration.ofMillis(199));

        assertThat(get()).isOne();
        assertThat(renewals).isEmpty();
    }

    @Test
    void get_usableStill_servesUntilTheNewerOneIsThere() {
        get();
        clock.advance(Duration.ofMillis(200));

        assertThat(get()).isOne();
        assertThat(get()).isOne();
        assertThat(renewals).hasSize(1);
        renewals.remove().run();
        assertThat(get()).isEqualTo(2);
    }

    @Test
    void get_usableNoMore_isAskedForByTheReader() {
        get();
        clock.advance(Duration.ofSeconds(1));

        assertThat(get()).isEqualTo(2);
        assertThat(renewals).isEmpty();
    }

    @Test
    void get_renewalHasNoRoom_readerAsks() {
        SharedAnswers<String, Integer> refused =
                new SharedAnswers<>(clock, Duration.ofMillis(200), 10, Duration.ofSeconds(1), task -> {
                    throw new RejectedExecutionException();
                });
        refused.get("key", before -> ++asked);
        clock.advance(Duration.ofMillis(200));

        assertThat(refused.get("key", before -> ++asked)).isEqualTo(2);
    }

    @Test
    void get_renewalsFail_lastOneServesWhileUsableAndThenTheFailureIsSeen() {
        get();
        clock.advance(Duration.ofMillis(200));
        assertThat(getFailing()).isOne();
        renewals.remove().run();
        clock.advance(Duration.ofMillis(700));
        assertThat(getFailing()).isOne();
        renewals.remove().run();
        clock.advance(Duration.ofMillis(100));

        assertThatThrownBy(this::getFailing).isInstanceOf(UnavailableException.class);
        assertThat(get()).isEqualTo(2);
    }

    @Test
    void forget_usableStill_isAskedForByTheNextReader() {
        get();
        clock.advance(Duration.ofMillis(200));
        answers.forget("key");

        assertThat(get()).isEqualTo(2);
        assertThat(renewals).isEmpty();
    }

    private int get() {
        return answers.get("key", before -> ++asked);
    }

    private int getFailing() {
        return answers.get("key", before -> {
            throw new UnavailableException("away", null);
        });
    }
}
