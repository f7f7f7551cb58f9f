package io.splitstream.contracts.results;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view of the ClickHouse database that is there to be read: its name starts with {@code v_}, and its columns are
 * written out and commented. Names, columns and meanings stay; columns may be added.
 *
 * @param columns in their order
 */
public record AnalystView(String name, List<Column> columns) {
    private static final Pattern VIEW = Pattern.compile(
            "CREATE OR REPLACE VIEW " + ResultTables.DATABASE + "\\.(v_\\w+)\\s*\\(\\n(.*?)\\n\\)\\s*AS ",
            Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(\\w+) (.+?) COMMENT '((?:[^']|'')+)',?");

    public AnalystView {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param type as ClickHouse names it
     * @param comment what it holds
     */
    public record Column(String name, String type, String comment) {}

    /** All of them, in the order of the schema. */
    public static List<AnalystView> all() {
        return ResultTables.statements().stream()
                .map(AnalystView::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether it has a column of that name. */
    public boolean has(String column) {
        return columns.stream().anyMatch(found -> found.name().equals(column));
    }

    private static Optional<AnalystView> of(String statement) {
        Matcher view = VIEW.matcher(statement);
        return view.lookingAt()
                ? Optional.of(new AnalystView(
                        view.group(1),
                        view.group(2).lines().map(AnalystView::column).toList()))
                : Optional.empty();
    }

    private static Column column(String line) {
        Matcher column = COLUMN.matcher(line.strip());
        if (!column.matches()) {
            throw new IllegalStateException("not a column with its type and comment: " + line);
        }
        return new Column(column.group(1), column.group(2), column.group(3).replace("''", "'"));
    }
}
