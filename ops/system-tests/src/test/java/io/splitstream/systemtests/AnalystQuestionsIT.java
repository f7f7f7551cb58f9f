package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.analysts.AnalystQuestions;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question of {@code docs/analysts.md}, asked as the analyst with the page's own SQL. */
@Order(26)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalystQuestionsIT {
    private static final long SEED = 26;
    /** Those whose answer may be empty: nothing violates a guardrail, nothing was refused. */
    private static final List<Integer> MAYBE_EMPTY = List.of(4, 11);

    private Stack stack;
    private LoadTarget target;

    @BeforeAll
    void fill() throws IOException, InterruptedException {
        stack = Stack.running();
        target = stack.experiments().start("questions", 2);
        LoadPlan plan = LoadPlan.of(SEED, 3_000, 300, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        stack.sender().send(new EventGenerator(plan, List.of(target)), RouteMix.everyRoute(), SEED, AckListener.NONE);
        new Recounted(stack).assertEqualsStreamed(target.experimentId(), Instant.now());
        String concluded =
                "SELECT count() FROM v_decisions WHERE users > 0 AND experiment_id = '" + target.experimentId() + "'";
        Await.until("conclusions", Duration.ofSeconds(40), () -> stack.analyst().number(concluded) == 1);
    }

    static Stream<AnalystQuestions.Question> questions() {
        return AnalystQuestions.read().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void question_isAnswered(AnalystQuestions.Question question) throws IOException, InterruptedException {
        Map<String, String> parameters =
                question.sql().contains("{experiment:") ? Map.of("experiment", target.experimentId()) : Map.of();

        List<List<String>> rows = stack.analyst().rows(question.sql(), parameters);

        if (!MAYBE_EMPTY.contains(question.number())) {
            assertThat(rows).isNotEmpty();
        }
    }

    @Test
    void page_hasTwelveQuestions() {
        assertThat(questions().map(AnalystQuestions.Question::number))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
}
