package io.splitstream.standalone.demo;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A user of a scenario: the same number gives the same user, doing the same things, in every run.
 *
 * @param scenario the scenario
 * @param number from 0
 */
record SimulatedUser(Scenario scenario, long number) {

    /** The user's id; sorts by number. */
    String id() {
        return String.format(Locale.ROOT, "demo-%s-%07d", scenario.key(), number);
    }

    /** What the user holds in their hands: over half of them a phone. */
    String device() {
        long of20 = Math.floorMod(mix(number + 1), 20L);
        return of20 < 11 ? "phone" : of20 < 18 ? "desktop" : "tablet";
    }

    /** What the user does in an arm, in order. */
    List<Action> actions(boolean inControl) {
        return scenario.of(inControl)
                .actions(new SplittableRandom(mix(scenario.seed() * 0x9E3779B97F4A7C15L + number)));
    }

    /** The id of the user's n-th event, from 0. */
    String eventId(int n) {
        return id() + "-" + n;
    }

    /** The finalizer of MurmurHash3: neighbouring numbers give unrelated seeds. */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }
}
