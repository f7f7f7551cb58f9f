package io.splitstream.api.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentStatus;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private static final Map<ExperimentStatus, Set<Transition>> ALLOWED = Map.of(
            ExperimentStatus.DRAFT, Set.of(Transition.START, Transition.ARCHIVE),
            ExperimentStatus.RUNNING, Set.of(Transition.PAUSE, Transition.COMPLETE),
            ExperimentStatus.PAUSED, Set.of(Transition.RESUME, Transition.COMPLETE, Transition.ARCHIVE),
            ExperimentStatus.COMPLETED, Set.of(Transition.ARCHIVE),
            ExperimentStatus.ARCHIVED, Set.of());

    @Test
    void allowedFrom_everyStatusAndTransition_isTheTable() {
        for (ExperimentStatus status : ExperimentStatus.values()) {
            for (Transition transition : Transition.values()) {
                assertThat(transition.allowedFrom(status))
                        .as("%s from %s", transition, status)
                        .isEqualTo(ALLOWED.getOrDefault(status, Set.of()).contains(transition));
            }
        }
    }
}
