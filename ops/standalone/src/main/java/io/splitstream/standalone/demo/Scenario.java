package io.splitstream.standalone.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment of the demo, and how its users behave.
 *
 * @param key by which the experiment is found again; also the beginning of its users' ids
 * @param seed of all that is random about its users
 * @param name of the experiment
 * @param hypothesis of the experiment
 * @param guardrails what must not get worse
 * @param control how users of the control arm behave
 * @param test how users of the test arm behave
 */
record Scenario(
        String key,
        long seed,
        String name,
        String hypothesis,
        List<Guardrail> guardrails,
        Behaviour control,
        Behaviour test) {
    private static final Behaviour USUAL = new Behaviour(0.30, 0.30, 48, 0.5, 4.3, 0);

    Scenario {
        guardrails = List.copyOf(guardrails);
    }

    /**
     * A guardrail as the experiment names it.
     *
     * @param metric the metric's name
     * @param threshold the value that no test arm may cross; null judges by the margin to control
     */
    record Guardrail(String metric, @Nullable Double threshold) {}

    /** An A/A, a winner, a breached guardrail and a sample-ratio mismatch. */
    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "aa",
                        1,
                        "A/A check of the checkout",
                        "Both arms are the same checkout, so no difference may be found between them.",
                        List.of(new Guardrail("avg_rating", null)),
                        USUAL,
                        USUAL),
                new Scenario(
                        "winner",
                        2,
                        "Recommendations from similar tastes",
                        "What people of similar taste liked leads to more orders than what resembles the last one.",
                        List.of(new Guardrail("avg_rating", null)),
                        USUAL,
                        USUAL.converting(0.36, 0.38)),
                new Scenario(
                        "guardrail",
                        3,
                        "Offers in the middle of the list",
                        "Offers between the results lead to more orders, and do not cost goodwill: ratings stay at 4.",
                        List.of(new Guardrail("avg_rating", 4.0)),
                        USUAL,
                        USUAL.converting(0.34, 0.34).rating(3.5)),
                new Scenario(
                        "mismatch",
                        4,
                        "Landing page behind a redirect",
                        "The new landing page converts better. Its redirect loses a quarter of the visitors on the way.",
                        List.of(),
                        USUAL,
                        USUAL.converting(0.33, 0.33).losing(0.25)));
    }

    /** Events that a user is expected to send, over both arms. */
    double expectedEvents() {
        return (control.expectedEvents() + test.expectedEvents()) / 2;
    }

    /** How users of an arm behave. */
    Behaviour of(boolean isControl) {
        return isControl ? control : test;
    }
}
