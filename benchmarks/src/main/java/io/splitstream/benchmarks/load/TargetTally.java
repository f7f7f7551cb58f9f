package io.splitstream.benchmarks.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was generated for one target, user by user.
 *
 * <p>Memory: about 150 bytes a user and 8 bytes an event.
 */
final class TargetTally {
    private LoadTarget target;
    private final @Nullable UserTally[] users;
    private long events;
    private long lateEvents;
    private long copies;

    TargetTally(LoadTarget target, int users) {
        this.target = target;
        this.users = new UserTally[users];
    }

    /**
     * Counts an event.
     *
     * @param timestamp milliseconds since the epoch
     * @return how many events the user has now
     */
    int add(int user, int variant, EventType type, @Nullable BigDecimal value, long timestamp) {
        UserTally tally = users[user];
        if (tally == null) {
            tally = new UserTally();
            users[user] = tally;
        }
        events++;
        return tally.add(variant, type, value, timestamp);
    }

    /**
     * Counts an event that comes too late to count.
     *
     * @return how many such events there are now
     */
    long addLate() {
        lateEvents++;
        return lateEvents;
    }

    /** Counts that an event is to be sent a second time. */
    void copied() {
        copies++;
    }

    /** The experiment has more variants from now on; the earlier ones keep their places. */
    void widen(LoadTarget wider) {
        int known = target.variantIds().size();
        if (wider.variantIds().size() < known
                || !wider.variantIds().subList(0, known).equals(target.variantIds())) {
            throw new IllegalArgumentException(
                    "variants: " + wider.variantIds() + " (expected: those of " + target + ", and more behind them)");
        }
        target = wider;
    }

    LoadTarget target() {
        return target;
    }

    ExpectedExperiment total() {
        List<VariantTally> variants = new ArrayList<>();
        for (String variantId : target.variantIds()) {
            variants.add(new VariantTally(variantId));
        }
        long crossovers = 0;
        for (UserTally user : users) {
            if (user == null) {
                continue;
            }
            int variant = user.onlyVariant();
            if (variant < 0) {
                crossovers++;
            } else {
                variants.get(variant).add(user);
            }
        }
        return new ExpectedExperiment(
                target.experimentId(),
                variants.stream().map(VariantTally::total).toList(),
                crossovers,
                events,
                lateEvents,
                copies);
    }
}
