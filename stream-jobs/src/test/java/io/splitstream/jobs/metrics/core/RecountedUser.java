package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What a user contributes, counted anew from all the user's events at once: slow, plain, by sorting. */
public final class RecountedUser {
    private static final BigInteger MOST = BigInteger.TEN.pow(16);

    private RecountedUser() {}

    /** What the user adds, copies aside. */
    public static Contribution contribution(
            List<CountableEvent> events, List<Enrolment> enrolments, ExperimentDefinition definition) {
        List<CountableEvent> counted = events.stream()
                .filter(event -> event.loggedAt() - event.timestamp() <= 7L * 24 * 60 * 60 * 1000)
                .sorted(Comparator.comparingLong(CountableEvent::timestamp).thenComparing(CountableEvent::variantId))
                .toList();
        long late = (long) events.size() - counted.size();
        if (counted.isEmpty()) {
            return new Contribution(null, false, UserMeasures.ZERO, 0, 0, late);
        }
        CountableEvent first = counted.get(0);
        int epoch = enrolments.stream()
                .min(Comparator.comparingLong(Enrolment::assignedAt).thenComparingInt(Enrolment::weightEpoch))
                .map(Enrolment::weightEpoch)
                .orElseGet(() -> definition.weightEpochAt(first.timestamp()));
        boolean crossover =
                counted.stream().map(CountableEvent::variantId).distinct().count() > 1;
        return new Contribution(
                new Cell(first.variantId(), epoch),
                crossover,
                crossover ? UserMeasures.ZERO : measures(counted),
                counted.size(),
                0,
                late);
    }

    private static UserMeasures measures(List<CountableEvent> counted) {
        long conversions = count(counted, "conversion");
        long orders = counted.stream()
                .filter(event -> event.eventType().equals("conversion") && event.value() != null)
                .count();
        long sessions = 0;
        long bounces = 0;
        TreeSet<Integer> cuts = new TreeSet<>();
        for (int i = 1; i < counted.size(); i++) {
            if (counted.get(i).timestamp() - counted.get(i - 1).timestamp() > 30 * 60 * 1000) {
                cuts.add(i);
            }
        }
        cuts.add(counted.size());
        int begin = 0;
        for (int end : cuts) {
            sessions++;
            bounces += end - begin == 1 && counted.get(begin).eventType().equals("impression") ? 1 : 0;
            begin = end;
        }
        return UserMeasures.ofValues(new long[] {
            count(counted, "impression"),
            count(counted, "click"),
            conversions,
            Math.min(conversions, 1),
            count(counted, "rating"),
            sum(counted, "rating"),
            orders,
            sum(counted, "conversion"),
            sessions,
            bounces
        });
    }

    private static long count(List<CountableEvent> counted, String type) {
        return counted.stream().filter(event -> event.eventType().equals(type)).count();
    }

    private static long sum(List<CountableEvent> counted, String type) {
        BigInteger sum = BigInteger.ZERO;
        for (CountableEvent event : counted) {
            Long value = event.value();
            if (event.eventType().equals(type) && value != null) {
                sum = sum.add(BigInteger.valueOf(value));
            }
        }
        return sum.min(MOST).max(MOST.negate()).longValueExact();
    }
}
