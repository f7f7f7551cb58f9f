package io.splitstream.clickhouse.access;

import io.splitstream.clickhouse.engine.ErrorCode;
import io.splitstream.clickhouse.engine.QueryException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings that a request may carry, in the URL or in a SETTINGS clause, and the limits nobody can lift.
 * Immutable.
 *
 * <p>An allow-list: a setting that is not on it is refused, whether the engine knows it or not, for among the
 * engine's thousand are some that read files, call other servers, or undo a limit.
 */
public final class SettingPolicy {
    /** Settings of the result's and the data's text, and of the query's meaning; none costs or reaches anything. */
    private static final Set<String> FREE = Set.of(
            "aggregate_functions_null_for_empty",
            "allow_experimental_json_type",
            "allow_suspicious_low_cardinality_types",
            "async_insert",
            "cast_keep_nullable",
            "convert_query_to_cnf",
            "date_time_input_format",
            "date_time_output_format",
            "deduplicate_blocks_in_dependent_materialized_views",
            "do_not_merge_across_partitions_select_final",
            "empty_result_for_aggregation_by_empty_set",
            "enable_json_type",
            "final",
            "format_binary_max_array_size",
            "format_binary_max_string_size",
            "format_csv_allow_double_quotes",
            "format_csv_allow_single_quotes",
            "format_csv_delimiter",
            "format_csv_null_representation",
            "format_tsv_null_representation",
            "group_by_use_nulls",
            "input_format_allow_errors_num",
            "input_format_allow_errors_ratio",
            "input_format_binary_read_json_as_string",
            "input_format_csv_empty_as_default",
            "input_format_csv_skip_first_lines",
            "input_format_csv_trim_whitespaces",
            "input_format_defaults_for_omitted_fields",
            "input_format_import_nested_json",
            "input_format_json_read_bools_as_numbers",
            "input_format_json_read_numbers_as_strings",
            "input_format_json_read_objects_as_strings",
            "input_format_null_as_default",
            "input_format_skip_unknown_fields",
            "input_format_tsv_empty_as_default",
            "input_format_tsv_skip_first_lines",
            "input_format_values_interpret_expressions",
            "input_format_with_names_use_header",
            "input_format_with_types_use_header",
            "insert_deduplicate",
            "insert_deduplication_token",
            "insert_null_as_default",
            "join_algorithm",
            "join_use_nulls",
            "limit",
            "log_comment",
            "max_insert_block_size",
            "max_threads",
            "mutations_sync",
            "offset",
            "optimize_move_to_prewhere",
            "optimize_read_in_order",
            "output_format_binary_write_json_as_string",
            "output_format_csv_crlf_end_of_line",
            "output_format_decimal_trailing_zeros",
            "output_format_json_named_tuples_as_objects",
            "output_format_json_quote_64bit_floats",
            "output_format_json_quote_64bit_integers",
            "output_format_json_quote_decimals",
            "output_format_json_quote_denormals",
            "output_format_json_skip_null_value_in_named_tuples",
            "output_format_native_write_json_as_string",
            "output_format_pretty_color",
            "output_format_pretty_max_rows",
            "output_format_pretty_row_numbers",
            "output_format_tsv_crlf_end_of_line",
            "prefer_column_name_to_alias",
            "select_sequential_consistency",
            "session_timezone",
            "transform_null_in",
            "union_default_mode",
            "use_query_cache",
            "wait_for_async_insert");

    /** Settings of who may write besides: what they spill to disk is deleted with the statement. */
    private static final Set<String> WRITERS = Set.of("max_bytes_before_external_group_by");

    /** Parameters that clients send for the HTTP interface of a server; they ask for nothing that is not so anyway. */
    private static final Set<String> IGNORED = Set.of(
            "buffer_size",
            "http_headers_progress_interval_ms",
            "http_make_head_request",
            "http_max_field_value_size",
            "http_receive_timeout",
            "http_response_buffer_size",
            "http_send_timeout",
            "http_wait_end_of_query",
            "http_write_exception_in_output_format",
            "http_zlib_compression_level",
            "network_compression_method",
            "send_logs_level",
            "send_progress_in_http_headers",
            "wait_end_of_query");

    private static final String TIME = "max_execution_time";
    private static final Set<String> OVERFLOW_MODES =
            Set.of("result_overflow_mode", "read_overflow_mode", "timeout_overflow_mode");

    private final Map<String, Long> readerLimits;
    private final Map<String, Long> writerLimits;
    private final long usualSeconds;

    /** A policy with the limits that hold for every statement. */
    public SettingPolicy(StatementLimits bounds) {
        this.usualSeconds = seconds(bounds.timeout());
        Map<String, Long> limits = new LinkedHashMap<>();
        limits.put(TIME, seconds(bounds.longTimeout()));
        limits.put("max_memory_usage", bounds.memoryBytes());
        writerLimits = Map.copyOf(limits);
        limits.put(TIME, usualSeconds);
        limits.put("max_result_rows", bounds.readerResultRows());
        limits.put("max_rows_to_read", bounds.readerReadRows());
        readerLimits = Map.copyOf(limits);
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }

    /** What a session of {@code account} starts with, before what its request asks for. */
    public Map<String, String> defaults(Account account) {
        Map<String, String> defaults = new LinkedHashMap<>();
        limits(account).forEach((name, value) -> defaults.put(name, Long.toString(value)));
        defaults.put(TIME, Long.toString(usualSeconds));
        return defaults;
    }

    /** Whether a parameter is one that is taken and has no effect. */
    public boolean isIgnored(String name) {
        return IGNORED.contains(name);
    }

    /**
     * Refuses a setting that may not be set, or not to that.
     *
     * @throws QueryException UNKNOWN_SETTING, or SETTING_CONSTRAINT_VIOLATION
     */
    public void check(Account account, String name, String value) throws QueryException {
        Long limit = limits(account).get(name);
        if (limit != null) {
            if (!isWithin(value, limit)) {
                throw QueryException.of(
                        ErrorCode.SETTING_CONSTRAINT_VIOLATION,
                        "Setting " + name + " should be from 1 to " + limit + ", not " + value);
            }
        } else if (name.equals("readonly")) {
            if (!value.matches("[012]")) {
                throw QueryException.of(ErrorCode.SETTING_CONSTRAINT_VIOLATION, "Setting readonly should be 0, 1 or 2");
            }
        } else if (OVERFLOW_MODES.contains(name)) {
            if (!value.equals("throw")) {
                throw QueryException.of(
                        ErrorCode.SETTING_CONSTRAINT_VIOLATION,
                        "Setting " + name + " should be throw: a result is never cut short silently");
            }
        } else if (!FREE.contains(name) && (account.readOnly() || !WRITERS.contains(name))) {
            throw QueryException.of(
                    ErrorCode.UNKNOWN_SETTING,
                    "Unknown setting '" + name + "', or one that this gateway does not let a request set");
        }
    }

    private Map<String, Long> limits(Account account) {
        return account.readOnly() ? readerLimits : writerLimits;
    }

    private static boolean isWithin(String value, long limit) {
        try {
            double number = Double.parseDouble(value);
            return number > 0 && number <= limit;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
