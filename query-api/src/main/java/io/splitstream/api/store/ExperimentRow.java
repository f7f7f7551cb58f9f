package io.splitstream.api.store;

import io.splitstream.api.experiment.Course;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.Design;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.Transition;
import io.splitstream.contracts.definition.ExperimentStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of {@code experiments} read back. */
final class ExperimentRow {
    /** The columns that {@link #read} needs; the table goes by the name e. */
    static final String COLUMNS = "e.id, e.workspace_id, e.revision, e.version, e.status, e.unanswered, e.document";

    private ExperimentRow() {}

    /** The parts of an experiment that are kept as one document. */
    record Document(Description description, Design design, Course course) {
        static Document of(Experiment experiment) {
            return new Document(experiment.description(), experiment.design(), experiment.course());
        }
    }

    static Experiment read(ResultSet row, Documents documents) throws SQLException {
        Document document = documents.read(row.getString("document"), Document.class);
        return new Experiment(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getLong("revision"),
                row.getInt("version"),
                status(row.getString("status")),
                document.description(),
                document.design(),
                document.course(),
                transition(row.getString("unanswered")));
    }

    static ExperimentStatus status(String word) {
        return ExperimentStatus.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Transition transition(@Nullable String word) {
        return word == null ? null : Transition.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
