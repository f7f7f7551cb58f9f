package io.splitstream.benchmarks.calibration;

import io.splitstream.statistics.SequentialDesign;
import java.util.List;

/**
 * What is simulated: who comes, into which arm, what they do, and when it is looked at.
 *
 * @param name lower case with underscores
 * @param title for readers
 * @param model what a user does
 * @param effects by arm, control first, the factor of the rate of success
 * @param phases of the allocation, ascending, the first from user 0
 * @param accrual when a user's outcome is seen
 * @param users how many come
 * @param looks after how many users it is looked at, ascending, the last {@code users}
 * @param design frozen at start
 * @param promise what must hold
 */
record Scenario(
        String name,
        String title,
        OutcomeModel model,
        List<Double> effects,
        List<Phase> phases,
        Accrual accrual,
        int users,
        List<Integer> looks,
        SequentialDesign design,
        Promise promise) {
    static final int USERS = 20_000;
    static final int LOOKS = 1_000;
    private static final int FIRST_LOOK = 100;

    Scenario {
        effects = List.copyOf(effects);
        phases = List.copyOf(phases);
        looks = List.copyOf(looks);
    }

    /**
     * A time of constant allocation.
     *
     * @param from the first user of it
     * @param weights by arm, summing to 1
     * @param season a factor of everybody's rate of success meanwhile
     */
    record Phase(int from, List<Double> weights, double season) {
        Phase {
            weights = List.copyOf(weights);
        }
    }

    /** When a user's outcome is seen. */
    enum Accrual {
        /** All of it when the user comes. */
        AT_ONCE,
        /** Over time, and the user enters once the metric's window has closed. */
        WINDOWED,
        /** Over time, and the user enters at once. */
        OPEN_ENDED
    }

    /** What must hold. */
    enum Promise {
        /** No difference: the sequence and LAUNCH err seldom enough. */
        SEQUENCE,
        /** That, and the fixed test and its interval at the end keep their level. */
        SEQUENCE_AND_FIXED,
        /** The fixed test finds the difference with a power of 0.8, and its interval keeps its level. */
        POWER,
        /** LAUNCH is said often enough. */
        LAUNCH,
        /** The sequence errs; by how much is shown. */
        NONE
    }

    /** No difference, all outcomes seen at once. */
    static Scenario withoutEffect(String name, String title, OutcomeModel model, List<Double> weights) {
        return new Scenario(
                name,
                title,
                model,
                weights.stream().map(weight -> 1.0).toList(),
                List.of(new Phase(0, weights, 1)),
                Accrual.AT_ONCE,
                USERS,
                logSpaced(USERS),
                SequentialDesign.STANDARD,
                Promise.SEQUENCE);
    }

    Scenario promising(Promise value) {
        return new Scenario(name, title, model, effects, phases, accrual, users, looks, design, value);
    }

    Scenario accruing(Accrual value) {
        return new Scenario(name, title, model, effects, phases, value, users, looks, design, promise);
    }

    Scenario inPhases(Phase... value) {
        return new Scenario(name, title, model, effects, List.of(value), accrual, users, looks, design, promise);
    }

    Scenario withEffect(double factor) {
        return new Scenario(name, title, model, List.of(1.0, factor), phases, accrual, users, looks, design, promise);
    }

    Scenario lookingAt(List<Integer> value) {
        return new Scenario(
                name, title, model, effects, phases, accrual, value.get(value.size() - 1), value, design, promise);
    }

    /** The true difference of an arm from control. */
    double truth(int arm) {
        return model.mean(effects.get(arm)) - model.mean(effects.get(0));
    }

    /** A thousand looks, each after more users than the one before, by a constant factor where that is one or more. */
    static List<Integer> logSpaced(int users) {
        Integer[] looks = new Integer[LOOKS];
        int last = FIRST_LOOK - 1;
        for (int i = 0; i < LOOKS; i++) {
            double factor = Math.pow((double) users / last, 1.0 / (LOOKS - i));
            last = Math.max(last + 1, (int) Math.round(last * factor));
            looks[i] = last;
        }
        return List.of(looks);
    }
}
