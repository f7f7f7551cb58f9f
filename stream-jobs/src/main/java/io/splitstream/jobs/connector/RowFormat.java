package io.splitstream.jobs.connector;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How what a {@link NewestRowsOperator} emits becomes rows of a table. Stateless.
 *
 * @param <O> rows, and the epochs that they belong to
 */
public interface RowFormat<O> extends Serializable {
    /** The table; one in which a row replaces those of its key with a lower version. */
    String table();

    /** The columns that {@link #append} writes, in order. */
    List<String> columns();

    /** The epoch that an output announces for the rows after it; empty if the output is a row. */
    Optional<RowEpoch> epoch(O output);

    /** What a row replaces older ones by. */
    Object key(O row);

    /** Writes a row's columns. */
    void append(O row, RowBuffer out);
}
