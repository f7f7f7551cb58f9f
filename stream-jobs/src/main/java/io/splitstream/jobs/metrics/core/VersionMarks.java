package io.splitstream.jobs.metrics.core;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which subtasks of the user totals have said what of the keys of one subtask of the statistics. Mutable, one thread.
 *
 * <p>What is under way is never under way at a checkpoint: every subtask of the user totals reads the same definitions
 * before a barrier, and what it says of them comes before that barrier too. So nothing of this is state. After a start
 * every key counts as whole, and the marks of what is read again come again, from as many subtasks as there are by then.
 */
public final class VersionMarks {
    private final Map<StatisticsKey, BitSet> opening = new HashMap<>();
    private final Map<StatisticsKey, BitSet> closing = new HashMap<>();

    /** Takes a mark. Returns whether it was the last one: all subtasks have said of the key that they counted, or closed. */
    public boolean isLast(VersionMark mark) {
        return switch (mark.stage()) {
            case OPENED -> {
                opening.computeIfAbsent(mark.key(), absent -> new BitSet());
                yield false;
            }
            case COUNTED, COUNTED_IN_PART -> isLast(mark, opening);
            case CLOSED -> isLast(mark, closing);
        };
    }

    private static boolean isLast(VersionMark mark, Map<StatisticsKey, BitSet> underWay) {
        BitSet said = underWay.computeIfAbsent(mark.key(), absent -> new BitSet());
        said.set(mark.subtask());
        boolean last = said.cardinality() == mark.subtasks();
        if (last) {
            underWay.remove(mark.key());
        }
        return last;
    }

    /** Whether some subtasks count under a key's version, and others do not yet. */
    public boolean isOpening(StatisticsKey key) {
        return opening.containsKey(key);
    }

    /** Whether of any key some subtasks have said something, and others have not. */
    public boolean isUnderWay() {
        return !opening.isEmpty() || !closing.isEmpty();
    }
}
