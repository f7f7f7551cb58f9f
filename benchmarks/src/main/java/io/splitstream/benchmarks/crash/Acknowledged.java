package io.splitstream.benchmarks.crash;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What clients were told. Safe for use by several threads. */
final class Acknowledged {
    private final BitSet users = new BitSet();
    private final Map<String, Integer> unexpected = new TreeMap<>();
    private long requests;
    private long refused;
    private long unknown;
    private long broken;

    synchronized void accept(Shot shot) {
        users.set(shot.first(), shot.first() + shot.events());
        requests++;
    }

    /** An answer that says that nothing was taken. */
    synchronized void refuse() {
        refused++;
    }

    /** An answer that says that nobody knows. */
    synchronized void lose() {
        unknown++;
    }

    /** A connection that ended under a request. */
    synchronized void broke(String reason) {
        broken++;
        unexpected.merge("broken: " + reason, 1, Integer::sum);
    }

    /** An answer that no request here may get. */
    synchronized void fail(Reply.Answered answer) {
        unexpected.merge(answer.status() + " " + answer.body(), 1, Integer::sum);
    }

    synchronized long events() {
        return users.cardinality();
    }

    synchronized long requests() {
        return requests;
    }

    synchronized long refused() {
        return refused;
    }

    synchronized long unknown() {
        return unknown;
    }

    synchronized long broken() {
        return broken;
    }

    /** Answers that no request here may get, with their number. */
    synchronized Map<String, Integer> wrongAnswers() {
        Map<String, Integer> wrong = new TreeMap<>(unexpected);
        wrong.keySet().removeIf(what -> what.startsWith("broken: "));
        return wrong;
    }

    /** Why connections ended, with their number. */
    synchronized Map<String, Integer> reasons() {
        return new TreeMap<>(unexpected);
    }

    /** The numbers of the users whose events were acknowledged. */
    synchronized BitSet users() {
        return (BitSet) users.clone();
    }
}
