package io.splitstream.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AdmissionTest {
    private static final RateLimits.Caller ALICE = new RateLimits.Caller("ws", "alice");
    private static final RateLimits.Caller BOB = new RateLimits.Caller("ws", "bob");

    private long nanos;
    private final RateLimits rates = new RateLimits(100, () -> nanos);

    @Test
    void budget_moreThanIsLeft_isRefusedAndTakesNothing() {
        Budget budget = new Budget(10);

        assertThat(budget.tryReserve(7)).isTrue();
        assertThat(budget.tryReserve(4)).isFalse();
        assertThat(budget.tryReserve(3)).isTrue();
        assertThat(budget.isExhausted()).isTrue();
        budget.release(10);
        assertThat(budget.reserved()).isZero();
    }

    @Test
    void budget_moreThanAdvised_isExhaustedButHasItsTotal() {
        Budget budget = new Budget(10, () -> 4);

        assertThat(budget.tryReserve(3)).isTrue();
        assertThat(budget.isExhausted()).isFalse();
        assertThat(budget.tryReserve(6)).as("a request that was let in").isTrue();
        assertThat(budget.isExhausted()).isTrue();
        assertThat(budget.tryReserve(2)).isFalse();
    }

    @Test
    void budget_releaseOfWhatWasNotReserved_isABug() {
        assertThatThrownBy(() -> new Budget(10).release(1)).hasMessage("released 1 with only 0 reserved");
    }

    @Test
    void rates_unknownCaller_mayEnter() {
        assertThat(rates.waitNanos(ALICE)).isZero();
    }

    @Test
    void rates_burstSpent_waitsForTheNextEvent() {
        rates.charge(ALICE, 100);

        assertThat(rates.waitNanos(ALICE)).isEqualTo(10_000_000);
        assertThat(rates.waitNanos(BOB)).isZero();
        nanos += 10_000_000;
        assertThat(rates.waitNanos(ALICE)).isZero();
    }

    @Test
    void rates_debt_isWaitedOff() {
        rates.charge(ALICE, 300);

        assertThat(rates.waitNanos(ALICE)).isEqualTo(2_010_000_000L);
        nanos += 2_010_000_000L;
        assertThat(rates.waitNanos(ALICE)).isZero();
    }

    @Test
    void rates_longQuiet_savesNoMoreThanASecond() {
        rates.charge(ALICE, 1);
        nanos += 3_600_000_000_000L;

        rates.charge(ALICE, 100);

        assertThat(rates.waitNanos(ALICE)).isPositive();
    }
}
