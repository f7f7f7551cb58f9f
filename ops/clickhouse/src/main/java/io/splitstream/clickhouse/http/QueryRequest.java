package io.splitstream.clickhouse.http;

import com.sun.net.httpserver.Headers;
import io.splitstream.clickhouse.access.Account;
import io.splitstream.clickhouse.access.SettingPolicy;
import io.splitstream.clickhouse.engine.ErrorCode;
import io.splitstream.clickhouse.engine.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A request without its statement: what the URL and the headers ask for, checked. Immutable.
 *
 * @param account who asks; restricted to reading where the request is
 * @param queryId the client's, or one made here
 * @param database the current database asked for
 * @param format the format for a statement that names none
 * @param settings query settings
 * @param parameters values for {@code {name:Type}}
 * @param query the statement, or its beginning, in the URL; may be empty
 * @param bodyCodings how the body is compressed, the outermost first; at most two
 * @param replyCoding how the reply is to be compressed
 */
record QueryRequest(
        Account account,
        String queryId,
        Optional<String> database,
        Optional<String> format,
        Map<String, String> settings,
        Map<String, String> parameters,
        String query,
        List<ContentCoding> bodyCodings,
        Optional<ContentCoding> replyCoding) {
    private static final String PARAMETER = "param_";
    private static final int MAX_QUERY_ID = 200;

    static QueryRequest of(
            Account user, boolean mayWrite, Headers headers, UrlParameters parameters, SettingPolicy policy)
            throws QueryException {
        Account account = mayWrite ? user : user.reading();
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> bound = new LinkedHashMap<>();
        for (Map.Entry<String, String> parameter : parameters.all().entrySet()) {
            String name = parameter.getKey();
            String value = parameter.getValue();
            if (name.startsWith(PARAMETER)) {
                bound.put(name.substring(PARAMETER.length()), value);
                continue;
            }
            switch (name) {
                case "query",
                        "database",
                        "default_format",
                        "query_id",
                        "user",
                        "password",
                        "compress",
                        "decompress",
                        "enable_http_compression" -> {
                    // read by name
                }
                case "session_id", "session_timeout", "session_check", "close_session" ->
                    throw QueryException.of(
                            ErrorCode.SUPPORT_IS_DISABLED,
                            "Sessions are not supported (" + name
                                    + "): send settings and the database with each request");
                case "role", "quota_key", "client_protocol_version", "stacktrace" -> {
                    if (!value.isEmpty() && !value.equals("0")) {
                        throw QueryException.of(
                                ErrorCode.SUPPORT_IS_DISABLED, "The parameter " + name + " is not supported");
                    }
                }
                case "readonly" -> {
                    policy.check(account, name, value);
                    account = value.equals("0") ? account : account.reading();
                }
                default -> {
                    if (!policy.isIgnored(name)) {
                        policy.check(account, name, value);
                        settings.put(name, value);
                    }
                }
            }
        }
        return new QueryRequest(
                account,
                queryId(headers, parameters),
                // What clients send whose user named none; here it means the database that everybody has.
                first(parameters.get("database"), headers, "X-ClickHouse-Database")
                        .filter(name -> !name.equalsIgnoreCase("default")),
                first(parameters.get("default_format"), headers, "X-ClickHouse-Format"),
                settings,
                bound,
                parameters.get("query").orElse(""),
                bodyCodings(headers, parameters),
                replyCoding(headers, parameters));
    }

    private static Optional<String> first(Optional<String> parameter, Headers headers, String header) {
        return parameter.or(() -> Optional.ofNullable(headers.getFirst(header))).filter(value -> !value.isEmpty());
    }

    private static String queryId(Headers headers, UrlParameters parameters) throws QueryException {
        String id = first(parameters.get("query_id"), headers, "X-ClickHouse-Query-Id")
                .orElseGet(() -> UUID.randomUUID().toString());
        if (id.length() > MAX_QUERY_ID || !id.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw QueryException.of(
                    ErrorCode.BAD_ARGUMENTS, "query_id must be at most " + MAX_QUERY_ID + " printable characters");
        }
        return id;
    }

    private static List<ContentCoding> bodyCodings(Headers headers, UrlParameters parameters) throws QueryException {
        List<ContentCoding> codings = new ArrayList<>();
        String encoding = headers.getFirst("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            codings.add(ContentCoding.named(encoding)
                    .orElseThrow(() -> QueryException.of(
                            ErrorCode.BAD_ARGUMENTS,
                            "Content-Encoding: " + encoding + " is not supported (expected: gzip, zstd or lz4)")));
        }
        if (parameters.isOn("decompress")) {
            codings.add(ContentCoding.NATIVE_BLOCKS);
        }
        return List.copyOf(codings);
    }

    private static Optional<ContentCoding> replyCoding(Headers headers, UrlParameters parameters) {
        if (parameters.isOn("compress")) {
            return Optional.of(ContentCoding.NATIVE_BLOCKS);
        }
        String accepted = headers.getFirst("Accept-Encoding");
        return accepted == null || !parameters.isOn("enable_http_compression")
                ? Optional.empty()
                : ContentCoding.accepted(accepted);
    }
}
