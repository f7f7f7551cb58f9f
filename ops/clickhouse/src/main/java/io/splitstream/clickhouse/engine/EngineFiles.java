package io.splitstream.clickhouse.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The engine's directory: {@code engine/} holds its data, {@code engine.xml} its server settings and
 * {@code engine-users.xml} what its one user is granted.
 *
 * <p>The settings are written anew at every start, so that a change of the gateway's takes effect. They are given to
 * the engine by name, for it would otherwise read a {@code config.xml} from the working directory or the home of
 * whoever started it.
 */
record EngineFiles(Path data, Path configuration) {
    /**
     * Background work for a small machine: two merging threads instead of 16, caches in megabytes instead of
     * gigabytes, none of the system's own log tables, and no statistics of columns, which took almost half of the time
     * of merges and which no query of ours is planned by.
     */
    private static final String TEMPLATE = """
            <clickhouse>
              <users_config>%s</users_config>
              <max_server_memory_usage>%d</max_server_memory_usage>
              <mark_cache_size>67108864</mark_cache_size>
              <index_mark_cache_size>16777216</index_mark_cache_size>
              <primary_index_cache_size>67108864</primary_index_cache_size>
              <query_condition_cache_size>16777216</query_condition_cache_size>
              <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
              <background_pool_size>2</background_pool_size>
              <background_move_pool_size>1</background_move_pool_size>
              <background_fetches_pool_size>1</background_fetches_pool_size>
              <background_common_pool_size>2</background_common_pool_size>
              <background_buffer_flush_schedule_pool_size>1</background_buffer_flush_schedule_pool_size>
              <background_schedule_pool_size>4</background_schedule_pool_size>
              <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
              <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
              <merge_tree>
                <auto_statistics_types></auto_statistics_types>
                <number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
                <number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation>
                <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
              </merge_tree>
            </clickhouse>
            """;

    /**
     * The engine's one user: everything within the database, the engine's own tables to read, no other database; and
     * without the grants to read and write files and other servers, to define users and functions, and to stop the
     * process.
     */
    private static final String USERS = """
            <clickhouse>
              <profiles><default/></profiles>
              <quotas><default/></quotas>
              <users>
                <default>
                  <password/>
                  <networks><ip>::/0</ip></networks>
                  <profile>default</profile>
                  <quota>default</quota>
                  <grants>
                    <query>GRANT SELECT, INSERT, ALTER, DROP, UNDROP TABLE, TRUNCATE, OPTIMIZE, CHECK, dictGet,
                      CREATE DATABASE, CREATE TABLE, CREATE VIEW, CREATE DICTIONARY,
                      SHOW DATABASES, SHOW TABLES, SHOW COLUMNS, SHOW DICTIONARIES,
                      SYSTEM FLUSH, SYSTEM MERGES ON %1$s.*</query>
                    <query>GRANT SELECT, SHOW DATABASES, SHOW TABLES, SHOW COLUMNS ON system.*</query>
                    <query>GRANT SELECT, SHOW DATABASES, SHOW TABLES, SHOW COLUMNS ON information_schema.*</query>
                    <query>GRANT SELECT, SHOW DATABASES, SHOW TABLES, SHOW COLUMNS ON INFORMATION_SCHEMA.*</query>
                    <query>GRANT CREATE TEMPORARY TABLE, KILL QUERY, SYSTEM FLUSH LOGS ON *.*</query>
                  </grants>
                </default>
              </users>
            </clickhouse>
            """;

    static EngineFiles prepare(EngineOptions options) throws IOException {
        Path directory = options.directory().toAbsolutePath();
        Path data = directory.resolve("engine");
        Path configuration = directory.resolve("engine.xml");
        Path users = directory.resolve("engine-users.xml");
        Files.createDirectories(data);
        Files.writeString(users, USERS.formatted(options.database()), StandardCharsets.UTF_8);
        Files.writeString(
                configuration, TEMPLATE.formatted(escaped(users), options.memoryBytes()), StandardCharsets.UTF_8);
        return new EngineFiles(data, configuration);
    }

    private static String escaped(Path path) {
        return path.toString().replace("&", "&amp;").replace("<", "&lt;");
    }
}
