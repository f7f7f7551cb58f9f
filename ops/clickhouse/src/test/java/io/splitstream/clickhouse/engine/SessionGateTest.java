package io.splitstream.clickhouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionGateTest {
    @Test
    void enter_withAllTakenAndNobodyLeaving_isRefusedAfterTheWait() throws Exception {
        SessionGate gate = new SessionGate(2, 1, Duration.ofMillis(20));
        gate.enter();
        gate.enter();

        assertThatThrownBy(gate::enter).isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.code())
                .isEqualTo(202));
        assertThat(gate.running()).isEqualTo(2);
        assertThat(gate.waiting()).isZero();
        gate.leave();
        gate.enter();
    }

    @Test
    void enter_withTheQueueFull_isRefusedAtOnce() throws Exception {
        SessionGate gate = new SessionGate(1, 0, Duration.ofMinutes(5));
        gate.enter();

        assertThatThrownBy(gate::enter).hasMessageContaining("1 running, 0 waiting");
    }

    @Test
    void gate_shut_letsNobodyInAndEmpties() throws Exception {
        SessionGate gate = new SessionGate(2, 1, Duration.ofMillis(20));
        gate.enter();
        gate.shut();

        assertThatThrownBy(gate::enter).hasMessageContaining("stopping");
        assertThat(gate.awaitEmpty(Duration.ZERO)).isFalse();
        gate.leave();
        assertThat(gate.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void message_ofTheEngine_keepsItsCodeAndText() {
        assertThat(QueryException.fromEngine("Code: 60. DB::Exception: x (UNKNOWN_TABLE)")
                        .code())
                .isEqualTo(60);
        assertThat(QueryException.fromEngine("no form").text())
                .isEqualTo("Code: 1001. DB::Exception: no form. (STD_EXCEPTION)");
    }
}
