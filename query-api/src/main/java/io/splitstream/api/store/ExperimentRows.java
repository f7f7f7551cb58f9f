package io.splitstream.api.store;

import io.splitstream.api.experiment.Experiment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of many experiments, read back. One that cannot be read is left out, so that it does not hold up the others, and
 * told of once. Safe for use by several threads.
 */
final class ExperimentRows {
    private static final Logger LOG = LoggerFactory.getLogger(ExperimentRows.class);
    private static final int MOST_TOLD = 1_000;

    private final Documents documents;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ExperimentRows(Documents documents) {
        this.documents = documents;
    }

    /** What a row of {@link ExperimentRow#COLUMNS}, and more, says. */
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** The experiments that a query for {@link ExperimentRow#COLUMNS} finds. */
    List<Experiment> list(Query query) {
        return list(query, row -> ExperimentRow.read(row, documents));
    }

    /** The same with whatever else stands in the row. */
    <T> List<T> list(Query query, Reading<T> reading) {
        return query.map((row, context) -> read(row, reading)).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    <T> Optional<T> read(ResultSet row, Reading<T> reading) throws SQLException {
        try {
            return Optional.of(reading.of(row));
        } catch (IllegalStateException | IllegalArgumentException e) {
            String id = row.getString("id");
            if (told.size() >= MOST_TOLD) {
                told.clear();
            }
            if (told.add(id)) {
                LOG.error("experiment {} is left out of lists: its row cannot be read", id, e);
            }
            return Optional.empty();
        }
    }
}
