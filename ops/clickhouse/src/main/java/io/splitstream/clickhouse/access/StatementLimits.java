package io.splitstream.clickhouse.access;

import java.time.Duration;

/**
 * What one statement may take.
 *
 * @param timeout how long a statement may run
 * @param longTimeout how long a writer's statement may run that asks for more
 * @param memoryBytes how much memory a statement may hold
 * @param readerResultRows how many rows a reader's result may have
 * @param readerReadRows how many rows a reader's statement may read
 */
public record StatementLimits(
        Duration timeout, Duration longTimeout, long memoryBytes, long readerResultRows, long readerReadRows) {
    public StatementLimits {
        if (timeout.compareTo(longTimeout) > 0) {
            throw new IllegalArgumentException("longTimeout: " + longTimeout + " (expected: at least " + timeout + ")");
        }
    }
}
