package io.splitstream.benchmarks.streams;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Shards;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The events of a run, each a function of its number: every tenth is a copy of an earlier one.
 *
 * @param users over all experiments
 * @param hotExperiment share of the users that are in the first experiment, the rest evenly in the others; 0 for evenly
 * @param hotUser share of the events that are of one user; 0 for none
 */
record EventShape(int users, double hotExperiment, double hotUser) implements Serializable {
    static final int EXPERIMENTS = 20;
    static final int COPY_EVERY = 10;
    private static final int MOST_DISTANCE = 50_000;
    private static final long BEGIN = 1_770_000_000_000L;
    private static final int EVENTS_PER_MILLI = 200;
    private static final int TEN_THOUSANDTHS = 10_000;
    private static final List<String> TYPES = List.of(
            "impression",
            "impression",
            "impression",
            "impression",
            "impression",
            "impression",
            "click",
            "click",
            "conversion",
            "rating");

    /** The event of a number. */
    CountableEvent event(long number) {
        long logged = BEGIN + number / EVENTS_PER_MILLI;
        if (number % COPY_EVERY != COPY_EVERY - 1) {
            return original(number, logged);
        }
        long source = Math.max(0, number - 1 - mixed(number) % MOST_DISTANCE);
        return original(source % COPY_EVERY == COPY_EVERY - 1 ? source - 1 : source, logged);
    }

    /** How many ids so many events have. */
    static long ids(long events) {
        return events - events / COPY_EVERY;
    }

    /** The definitions of all experiments, started long ago. */
    static List<ExperimentDefinition> definitions() {
        List<ExperimentDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < EXPERIMENTS; i++) {
            definitions.add(new ExperimentDefinition(
                    experiment(i),
                    "dev",
                    "experiment " + i,
                    ExperimentStatus.RUNNING,
                    1,
                    1,
                    List.of(new Variant("a", "a", true), new Variant("b", "b", false)),
                    List.of(new WeightEpoch(0, 0, Map.of("a", 0.5, "b", 0.5))),
                    null));
        }
        return definitions;
    }

    private CountableEvent original(long number, long logged) {
        long draw = mixed(number);
        boolean hot = draw % TEN_THOUSANDTHS < hotUser * TEN_THOUSANDTHS;
        int user = hot ? 0 : (int) (mixed(draw) % users);
        String userId = "user-" + user;
        String type = TYPES.get((int) (mixed(draw + 1) % TYPES.size()));
        boolean valued = type.equals("conversion") || type.equals("rating");
        return new CountableEvent(
                Shards.of(userId),
                "dev",
                experiment(experimentOf(user)),
                userId,
                new UUID(draw, number).toString(),
                user % 2 == 0 ? "a" : "b",
                type,
                valued ? 1 + draw % 1_000_000 : null,
                logged - mixed(draw + 2) % 7_200_000,
                logged);
    }

    private int experimentOf(int user) {
        long draw = mixed(user + 17L);
        if (hotExperiment == 0) {
            return (int) (draw % EXPERIMENTS);
        }
        boolean hot = draw % TEN_THOUSANDTHS < hotExperiment * TEN_THOUSANDTHS;
        return hot ? 0 : 1 + (int) (draw / TEN_THOUSANDTHS % (EXPERIMENTS - 1));
    }

    private static String experiment(int index) {
        return "exp_" + index;
    }

    /** The finalizer of SplitMix64, without the sign. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }
}
