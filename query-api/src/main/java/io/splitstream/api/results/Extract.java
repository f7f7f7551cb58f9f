package io.splitstream.api.results;

import io.splitstream.contracts.results.AnalystView;
import io.splitstream.contracts.results.ResultTables;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rows of a view to be taken out of ClickHouse: a statement and the values of its parameters.
 *
 * <p>Nothing that a caller sends becomes part of the statement: the view's name and columns are the schema's own, all
 * else is bound. So whatever is asked for, the rows are the workspace's, or say how far the pipeline as a whole is.
 */
public record Extract(String statement, Map<String, String> parameters) {
    private static final String WORKSPACE = "workspace_id";
    private static final String EXPERIMENT = "experiment_id";
    /** Views about the pipeline as a whole: they hold nothing of anybody, so everybody may have all of their rows. */
    private static final Set<String> NOBODYS = Set.of("v_progress");
    /** Whole numbers of 128 bits, which Parquet has no type for. */
    private static final String WIDE = "Int128";

    public Extract {
        parameters = Map.copyOf(parameters);
    }

    /** A format that rows can be had in. */
    public enum Format {
        CSV("CSVWithNames", "text/csv; charset=utf-8"),
        NDJSON("JSONEachRow", "application/x-ndjson; charset=utf-8"),
        PARQUET("Parquet", "application/vnd.apache.parquet");

        private final String name;
        private final String mediaType;

        Format(String name, String mediaType) {
            this.name = name;
            this.mediaType = mediaType;
        }

        /** The word on the wire, and the ending of a file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /**
     * What is asked for.
     *
     * @param workspaceId whose rows
     * @param experimentId an experiment of that workspace; empty for all of them
     * @param limit how many rows at the most; empty for all of them
     */
    public record Request(
            AnalystView view, Format format, String workspaceId, Optional<String> experimentId, Optional<Long> limit) {}

    /** The views that rows can be taken out of, by name: those that say whose each row is, and those that are nobody's. */
    public static Map<String, AnalystView> views() {
        return views(AnalystView.all());
    }

    static Map<String, AnalystView> views(Collection<AnalystView> all) {
        return all.stream()
                .filter(view -> view.has(WORKSPACE) || NOBODYS.contains(view.name()))
                .collect(Collectors.toMap(AnalystView::name, view -> view, (one, other) -> one, TreeMap::new));
    }

    /** Whether the rows of a view belong to experiments. */
    public static boolean isByExperiment(AnalystView view) {
        return view.has(EXPERIMENT);
    }

    /** The statement for a request. */
    public static Extract of(Request request) {
        AnalystView view = request.view();
        Map<String, String> parameters = new HashMap<>();
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(columns(view, request.format()))
                .append(" FROM ")
                .append(ResultTables.DATABASE)
                .append('.')
                .append(view.name())
                .append(" AS rows_of_all");
        if (!NOBODYS.contains(view.name())) {
            parameters.put("workspace", StatementClient.parameter(request.workspaceId()));
            sql.append(" WHERE rows_of_all.workspace_id = {workspace:String}");
        }
        request.experimentId().ifPresent(experiment -> {
            parameters.put("experiment", StatementClient.parameter(experiment));
            sql.append(" AND rows_of_all.experiment_id = {experiment:String}");
        });
        request.limit().ifPresent(limit -> {
            parameters.put("limit", Long.toString(limit));
            sql.append(" LIMIT {limit:UInt64}");
        });
        sql.append(" FORMAT ").append(request.format().name);
        return new Extract(sql.toString(), parameters);
    }

    private static String columns(AnalystView view, Format format) {
        List<String> columns = view.columns().stream()
                .map(column -> format == Format.PARQUET && column.type().equals(WIDE)
                        ? "reinterpret(rows_of_all." + column.name() + ", 'Decimal(38, 0)') AS " + column.name()
                        : "rows_of_all." + column.name())
                .toList();
        return String.join(", ", columns);
    }
}
