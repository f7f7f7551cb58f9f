package io.splitstream.benchmarks.query;

import io.splitstream.benchmarks.load.EventType;
import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.benchmarks.load.LoadTarget;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * A given number of events of a given number of users, each in one experiment, in rounds over all users: a function of
 * the seed. One user in a thousand is seen in a second variant. Holds nothing of what it gave. One thread.
 */
final class QueryLoad implements Iterator<LoadEvent> {
    private static final int SPAN_SECONDS = 4 * 24 * 3_600;

    private final List<LoadTarget> targets;
    private final long events;
    private final int users;
    private final Instant until;
    private final SplittableRandom random;
    private long given;

    QueryLoad(List<LoadTarget> targets, long events, int users, Instant until, long seed) {
        this.targets = List.copyOf(targets);
        this.events = events;
        this.users = users;
        this.until = until;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public boolean hasNext() {
        return given < events;
    }

    @Override
    public LoadEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException(events + " events were given");
        }
        int user = (int) (given % users);
        LoadTarget target = targets.get(user % targets.size());
        int own = user / targets.size();
        boolean crossing = own % 1_000 == 0 && given >= users;
        int variant = (own + (crossing ? 1 : 0)) % target.variantIds().size();
        int draw = random.nextInt(100);
        EventType type = draw < 60
                ? EventType.IMPRESSION
                : draw < 85 ? EventType.CLICK : draw < 95 ? EventType.CONVERSION : EventType.RATING;
        BigDecimal value =
                switch (type) {
                    case CONVERSION -> BigDecimal.valueOf(random.nextInt(1, 2_000_000), 4);
                    case RATING -> BigDecimal.valueOf(random.nextInt(1, 6));
                    case IMPRESSION, CLICK -> null;
                };
        LoadEvent event = new LoadEvent(
                "e" + given,
                target.experimentId(),
                target.variantIds().get(variant),
                "u" + user,
                type,
                value,
                until.minusSeconds(random.nextInt(SPAN_SECONDS)));
        given++;
        return event;
    }
}
