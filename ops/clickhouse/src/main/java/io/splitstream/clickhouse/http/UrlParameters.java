package io.splitstream.clickhouse.http;

import io.splitstream.clickhouse.engine.ErrorCode;
import io.splitstream.clickhouse.engine.QueryException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters in a request's URL, in their order; of a name given twice the last counts. Immutable.
 *
 * @param all names to values, decoded
 */
record UrlParameters(Map<String, String> all) {
    static UrlParameters parse(@Nullable String rawQuery) throws QueryException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                if (pair.isEmpty()) {
                    continue;
                }
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(decode(name), decode(value));
            }
        }
        return new UrlParameters(parameters);
    }

    private static String decode(String text) throws QueryException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw QueryException.of(ErrorCode.BAD_ARGUMENTS, "The URL is not well encoded: " + e.getMessage());
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** Whether the parameter is there and on. */
    boolean isOn(String name) {
        return get(name)
                .filter(value -> value.equals("1") || value.equalsIgnoreCase("true"))
                .isPresent();
    }
}
