package io.splitstream.edge.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request's query. */
final class Query {
    /** What to say of a query that has no parameters for its escapes. */
    static final Refusal BROKEN = new Refusal(
            RefusalCode.VALIDATION_ERROR, "the query has a % that two hexadecimal digits of UTF-8 do not follow");

    private Query() {}

    /** The values by name, of the query of an address; null if an escape is broken. */
    static @Nullable Map<String, List<String>> ofUri(String uri) {
        return parameters(new QueryStringDecoder(uri));
    }

    /** The values by name; null if an escape is broken. */
    static @Nullable Map<String, List<String>> of(String query) {
        return parameters(new QueryStringDecoder(query, false));
    }

    private static @Nullable Map<String, List<String>> parameters(QueryStringDecoder query) {
        try {
            return query.parameters();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
