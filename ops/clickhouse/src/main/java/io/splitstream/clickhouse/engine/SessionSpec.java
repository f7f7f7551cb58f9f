package io.splitstream.clickhouse.engine;

import java.util.Map;

/**
 * What a session starts with.
 *
 * @param readOnly whether the engine itself refuses writes and the table functions that reach outside
 * @param database the current database
 * @param settings query settings, in the order in which they are set
 */
public record SessionSpec(boolean readOnly, String database, Map<String, String> settings) {}
