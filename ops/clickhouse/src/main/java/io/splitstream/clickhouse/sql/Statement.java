package io.splitstream.clickhouse.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One statement, as far as the gateway must understand it. */
public sealed interface Statement {
    /** Its first keyword, in capitals. */
    String verb();

    /** The settings of its SETTINGS clauses, in order, as written but without quotes. */
    List<Map.Entry<String, String>> settings();

    /**
     * A statement without data.
     *
     * @param text the statement without a closing semicolon
     * @param format what its FORMAT clause names
     * @param names what it names, and how
     * @param totals whether the word TOTALS is in it
     */
    record Query(
            String verb,
            String text,
            Optional<String> format,
            Names names,
            boolean totals,
            List<Map.Entry<String, String>> settings)
            implements Statement {}

    /**
     * The identifiers of a statement, all in lower case; a keyword counts as one.
     *
     * @param all those that no full stop stands before: among them every function that is named, even where it is not
     *     called but handed to another
     * @param called those followed by an opening parenthesis: functions and table functions
     * @param qualifying those followed by a full stop: databases, tables
     * @param parameters the names of the parameters that stand for identifiers, as written
     */
    record Names(Set<String> all, Set<String> called, Set<String> qualifying, Set<String> parameters) {}

    /**
     * An INSERT of data that comes after the statement.
     *
     * @param head the statement up to, and without, FORMAT or VALUES
     * @param format what FORMAT names; {@code Values} for VALUES; empty if the statement has neither
     * @param dataStart where in the bytes given the data begins
     */
    record Insert(String head, Optional<String> format, int dataStart, List<Map.Entry<String, String>> settings)
            implements Statement {
        @Override
        public String verb() {
            return "INSERT";
        }
    }
}
