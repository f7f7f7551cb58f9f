package io.splitstream.benchmarks.calibration;

import io.splitstream.benchmarks.calibration.OutcomeModel.Outcome;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Users who are counted when they come and whose totals go on growing at every visit: an open-ended metric. A user has
 * one visit due at a time; those due before a look hang on that look, in a list threaded through the users.
 */
final class ReturningUsers extends Arrivals {
    private static final int NONE = -1;

    private final Outcome outcome = new Outcome();
    private final int[] epoch;
    private final int[] arm;
    private final long[] total;
    private final double[] keenness;
    private final double[] due;
    private final int[] next;
    private final int[] firstDueBefore;
    private final int[] lookTimes;
    private int in;
    private int look;

    ReturningUsers(Scenario scenario, SplittableRandom random) {
        super(scenario, random);
        int users = scenario.users();
        epoch = new int[users];
        arm = new int[users];
        total = new long[users];
        keenness = new double[users];
        due = new double[users];
        next = new int[users];
        lookTimes = scenario.looks().stream().mapToInt(Integer::intValue).toArray();
        firstDueBefore = new int[scenario.looks().size()];
        Arrays.fill(firstDueBefore, NONE);
    }

    @Override
    void advanceTo(int users) {
        for (; in < users; in++) {
            epoch[in] = epochOf(in);
            arm[in] = drawArm(epoch[in]);
            keenness[in] = drawKeenness();
            tally(epoch[in], arm[in]).enter(0, 0);
            awaitVisit(in, in);
        }
        while (firstDueBefore[look] != NONE) {
            int user = firstDueBefore[look];
            firstDueBefore[look] = next[user];
            visit(user);
            awaitVisit(user, due[user]);
        }
        look++;
    }

    private void visit(int user) {
        scenario.model().draw(random, multiplier(epoch[user], arm[user]) * keenness[user], outcome);
        long after = total[user] + outcome.numerator;
        tally(epoch[user], arm[user]).change(total[user], after);
        total[user] = after;
    }

    private void awaitVisit(int user, double after) {
        due[user] = after + drawGap();
        if (due[user] < scenario.users()) {
            int before = lookAt(due[user]);
            next[user] = firstDueBefore[before];
            firstDueBefore[before] = user;
        }
    }

    /** The first look after a time, and none that has been. */
    private int lookAt(double time) {
        int index = Arrays.binarySearch(lookTimes, (int) Math.ceil(time));
        return Math.max(look, index >= 0 ? index : -index - 1);
    }
}
