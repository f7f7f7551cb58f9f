package io.splitstream.api.study.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.api.study.StudyVariant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompletionContestTest {
    @Test
    void decide_fewerThanFiveSessions_namesNobody() {
        assertThat(CompletionContest.decide(new double[] {1, 1, 1, 1}, new double[] {0, 0, 0, 0, 0}))
                .isEmpty();
    }

    @Test
    void decide_knownFigures_matchTheNormalDistribution() {
        // Means 0.5 and 0.9, variances 0.25 and 0.05: z = 0.4 / √(0.25/5 + 0.05/5) = 1.6329931619, and Φ(z) by
        // Python's 0.5 * math.erfc(-z / math.sqrt(2)).
        double[] a = {0, 1, 0.5, 0, 1};
        double[] b = {1, 1, 1, 0.5, 1};

        Optional<CompletionContest.Result> result = CompletionContest.decide(a, b);

        assertThat(result).hasValueSatisfying(found -> {
            assertThat(found.winner()).isEqualTo(StudyVariant.B);
            assertThat(found.confidence()).isCloseTo(0.9487647825701253, within(1e-9));
        });
        assertThat(CompletionContest.decide(b, a))
                .hasValueSatisfying(found -> assertThat(found.winner()).isEqualTo(StudyVariant.A));
    }

    @Test
    void decide_equalRates_isATieAndNoVarianceIsCertainty() {
        double[] all = {1, 1, 1, 1, 1};
        double[] none = {0, 0, 0, 0, 0};

        assertThat(CompletionContest.decide(all, all)).contains(new CompletionContest.Result(null, 0.5));
        assertThat(CompletionContest.decide(all, none)).contains(new CompletionContest.Result(StudyVariant.A, 1));
    }
}
