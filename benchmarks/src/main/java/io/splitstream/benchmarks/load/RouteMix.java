package io.splitstream.benchmarks.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which share of the requests takes which route.
 *
 * @param weights one or more, each 1 or more; a route left out is not used
 */
public record RouteMix(Map<Route, Integer> weights) {
    public RouteMix {
        weights = Map.copyOf(weights);
        if (weights.isEmpty() || weights.values().stream().anyMatch(weight -> weight < 1)) {
            throw new IllegalArgumentException("weights: " + weights + " (expected: one or more, each 1 or more)");
        }
    }

    /** Every route; most events over {@code /collect}. */
    public static RouteMix everyRoute() {
        return new RouteMix(new EnumMap<>(Map.of(
                Route.COLLECT, 4, Route.COLLECT_GZIP, 4, Route.BATCH, 8, Route.SINGLE, 3, Route.CONVENIENCE, 1)));
    }

    /** One route alone. */
    public static RouteMix only(Route route) {
        return new RouteMix(Map.of(route, 1));
    }

    Route draw(SplittableRandom random) {
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        int draw = random.nextInt(sum);
        for (Route route : Route.values()) {
            draw -= weights.getOrDefault(route, 0);
            if (draw < 0) {
                return route;
            }
        }
        throw new IllegalStateException("a draw below " + sum + " fell outside of " + weights);
    }
}
