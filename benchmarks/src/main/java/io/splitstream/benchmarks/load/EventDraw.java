package io.splitstream.benchmarks.load;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What an event is, drawn at random. */
final class EventDraw {
    private EventDraw() {}

    static EventType type(SplittableRandom random) {
        double draw = random.nextDouble();
        if (draw < 0.6) {
            return EventType.IMPRESSION;
        }
        if (draw < 0.8) {
            return EventType.CLICK;
        }
        return draw < 0.95 ? EventType.CONVERSION : EventType.RATING;
    }

    static @Nullable BigDecimal value(SplittableRandom random, EventType type) {
        int decimals = random.nextInt(5);
        long unit = BigDecimal.TEN.pow(decimals).longValueExact();
        return switch (type) {
            case IMPRESSION, CLICK -> null;
            case RATING -> BigDecimal.valueOf(random.nextLong(unit, 5 * unit + 1), decimals);
            case CONVERSION -> {
                if (random.nextInt(3) == 0) {
                    yield null;
                }
                // One order in a hundred is taken back.
                long sign = random.nextInt(100) == 0 ? -1 : 1;
                yield BigDecimal.valueOf(sign * random.nextLong(1, 1_000 * unit), decimals);
            }
        };
    }
}
