package io.splitstream.api.surface.export;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.results.Extract;
import io.splitstream.contracts.results.AnalystView;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request for an export says, checked.
 *
 * @param experimentId as given; whether it is the caller's is for somebody else to see
 */
record ExportQuery(AnalystView view, Extract.Format format, Optional<String> experimentId, Optional<Long> limit) {
    private static final Set<String> KNOWN = Set.of("format", "experiment_id", "limit");
    private static final int LONGEST = 128;

    /** Reads a request's view and query. */
    static Outcome<ExportQuery> read(Map<String, AnalystView> views, String name, MultiMap query) {
        AnalystView view = views.get(name);
        if (view == null) {
            return Outcome.refused(
                    Refusal.Kind.VIEW_NOT_FOUND,
                    "There is no view " + shortened(name) + " (there are: " + String.join(", ", views.keySet()) + ").");
        }
        Optional<String> unknown = query.names().stream()
                .filter(parameter -> !KNOWN.contains(parameter))
                .findFirst();
        Optional<String> repeated = query.names().stream()
                .filter(parameter -> query.getAll(parameter).size() > 1)
                .findFirst();
        if (unknown.isPresent()) {
            return invalid(shortened(unknown.get()) + ": no such parameter (expected: format, experiment_id, limit).");
        }
        if (repeated.isPresent()) {
            return invalid(repeated.get() + ": given more than once.");
        }
        Optional<String> experiment = Optional.ofNullable(query.get("experiment_id"));
        if (experiment.filter(id -> id.isEmpty() || id.length() > LONGEST).isPresent()) {
            return invalid("experiment_id: empty or longer than " + LONGEST + " characters.");
        }
        if (experiment.isPresent() && !Extract.isByExperiment(view)) {
            return invalid("experiment_id: " + view.name() + " holds no experiments.");
        }
        return format(query.get("format")).then(format -> limit(query.get("limit"))
                .map(limit -> new ExportQuery(view, format, experiment, limit)));
    }

    private static Outcome<Extract.Format> format(@Nullable String text) {
        if (text == null) {
            return Outcome.done(Extract.Format.CSV);
        }
        return Arrays.stream(Extract.Format.values())
                .filter(format -> format.word().equals(text))
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() -> invalid("format: " + shortened(text) + " (expected: "
                        + Arrays.stream(Extract.Format.values())
                                .map(Extract.Format::word)
                                .collect(Collectors.joining(", "))
                        + ")."));
    }

    private static Outcome<Optional<Long>> limit(@Nullable String text) {
        if (text == null) {
            return Outcome.done(Optional.empty());
        }
        try {
            long limit = Long.parseLong(text);
            return limit < 1 ? badLimit(text) : Outcome.done(Optional.of(limit));
        } catch (NumberFormatException e) {
            return badLimit(text);
        }
    }

    private static Outcome<Optional<Long>> badLimit(String text) {
        return invalid("limit: " + shortened(text) + " (expected: a whole number from 1).");
    }

    private static <T> Outcome<T> invalid(String message) {
        return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, message);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
