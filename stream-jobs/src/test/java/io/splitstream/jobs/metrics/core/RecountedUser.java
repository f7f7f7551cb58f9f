package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.metric.Measure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a user contributes, counted anew from all the user's events at once: slow, plain, by sorting. */
public final class RecountedUser {
    private static final BigInteger MOST = BigInteger.TEN.pow(16);

    private final List<CountableEvent> counted;
    private final Optional<Enrolment> enrolment;
    private final ExperimentDefinition definition;
    private final long maturedUntil;

    private RecountedUser(
            List<CountableEvent> counted,
            Optional<Enrolment> enrolment,
            ExperimentDefinition definition,
            long maturedUntil) {
        this.counted = counted;
        this.enrolment = enrolment;
        this.definition = definition;
        this.maturedUntil = maturedUntil;
    }

    /** What the user adds once log time has come to a point, copies aside. */
    public static Contribution contribution(
            List<CountableEvent> events,
            List<Enrolment> enrolments,
            ExperimentDefinition definition,
            long maturedUntil) {
        List<CountableEvent> counted = events.stream()
                .filter(event -> event.loggedAt() - event.timestamp() <= 7L * 24 * 60 * 60 * 1000)
                .sorted(Comparator.comparingLong(CountableEvent::timestamp).thenComparing(CountableEvent::variantId))
                .toList();
        Optional<Enrolment> first = enrolments.stream()
                .min(Comparator.comparingLong(Enrolment::assignedAt)
                        .thenComparingInt(Enrolment::weightEpoch)
                        .thenComparing(enrolment ->
                                Objects.requireNonNull(enrolment.numbers().get("age"))));
        return new RecountedUser(counted, first, definition, maturedUntil)
                .contribution((long) events.size() - counted.size());
    }

    private Contribution contribution(long late) {
        if (counted.isEmpty()) {
            return new Contribution(null, false, UserMeasures.NONE, 0, 0, late);
        }
        CountableEvent first = counted.get(0);
        int epoch = enrolment.map(Enrolment::weightEpoch).orElseGet(() -> definition.weightEpochAt(first.timestamp()));
        boolean crossover =
                counted.stream().map(CountableEvent::variantId).distinct().count() > 1;
        return new Contribution(
                new Cell(first.variantId(), epoch),
                crossover,
                crossover ? UserMeasures.NONE : measures(),
                counted.size(),
                0,
                late);
    }

    private UserMeasures measures() {
        return UserMeasures.ofValues(definition.metrics().layout().measures().stream()
                .mapToLong(this::measure)
                .toArray());
    }

    private long measure(Measure measure) {
        Long window = measure.window();
        if (window == null) {
            return measure(measure, counted);
        }
        if (enrolment.isEmpty()) {
            return 0;
        }
        long begin = enrolment.get().assignedAt();
        boolean closed = (begin + window + 999) / 1000 * 1000 <= maturedUntil;
        List<CountableEvent> within = counted.stream()
                .filter(event -> event.timestamp() >= begin && event.timestamp() < begin + window)
                .toList();
        return closed ? measure(measure, within) : 0;
    }

    private long measure(Measure measure, List<CountableEvent> events) {
        List<CountableEvent> typed = events.stream()
                .filter(event -> event.eventType().equals(measure.eventType()))
                .toList();
        long valued = typed.stream().filter(event -> event.value() != null).count();
        BigInteger uncapped =
                switch (measure.quantity()) {
                    case COUNT -> BigInteger.valueOf(typed.size());
                    case ANY -> BigInteger.valueOf(Math.min(typed.size(), 1));
                    case VALUED -> BigInteger.valueOf(valued);
                    case SUM -> sum(typed);
                    case MEAN ->
                        valued == 0
                                ? BigInteger.ZERO
                                : new BigDecimal(sum(typed))
                                        .divide(BigDecimal.valueOf(valued), 0, RoundingMode.HALF_EVEN)
                                        .toBigIntegerExact();
                    case SESSIONS -> BigInteger.valueOf(sessions(events, false));
                    case BOUNCES -> BigInteger.valueOf(sessions(events, true));
                    case MATURED -> BigInteger.ONE;
                    case COVARIATE -> BigInteger.valueOf(age());
                };
        Long cap = measure.cap();
        BigInteger most = cap == null ? MOST : BigInteger.valueOf(cap);
        return uncapped.min(most).max(most.negate()).longValueExact();
    }

    private long age() {
        return enrolment
                .filter(found -> found.assignedAt() <= counted.get(0).timestamp())
                .map(found -> Objects.requireNonNull(found.numbers().get("age")))
                .orElse(0L);
    }

    private static long sessions(List<CountableEvent> events, boolean onlyBounces) {
        long sessions = 0;
        int begin = 0;
        for (int i = 0; i < events.size(); i++) {
            boolean last = i + 1 == events.size()
                    || events.get(i + 1).timestamp() - events.get(i).timestamp() > 30 * 60 * 1000;
            if (last) {
                boolean bounce = i == begin && events.get(i).eventType().equals("impression");
                sessions += !onlyBounces || bounce ? 1 : 0;
                begin = i + 1;
            }
        }
        return sessions;
    }

    private static BigInteger sum(List<CountableEvent> events) {
        BigInteger sum = BigInteger.ZERO;
        for (CountableEvent event : events) {
            Long value = event.value();
            sum = value == null ? sum : sum.add(BigInteger.valueOf(value));
        }
        return sum;
    }
}
