package io.splitstream.benchmarks.load;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Packs a sequence of events into requests over several routes, by seed. Safe for use by several threads. */
final class RequestPacker {
    private final Iterator<LoadEvent> events;
    private final RouteMix mix;
    private final SplittableRandom random;

    RequestPacker(Iterator<LoadEvent> events, RouteMix mix, long seed) {
        this.events = events;
        this.mix = mix;
        this.random = new SplittableRandom(seed);
    }

    /** The next request; empty once all events were packed. */
    synchronized Optional<EventRequest> next() {
        if (!events.hasNext()) {
            return Optional.empty();
        }
        LoadEvent first = events.next();
        Route route = mix.draw(random);
        if (route == Route.CONVENIENCE && !EventRequest.hasConvenienceRoute(first)) {
            route = Route.SINGLE;
        }
        List<LoadEvent> packed = new ArrayList<>(route.maxEvents());
        packed.add(first);
        while (packed.size() < route.maxEvents() && events.hasNext()) {
            packed.add(events.next());
        }
        return Optional.of(new EventRequest(route, packed));
    }
}
