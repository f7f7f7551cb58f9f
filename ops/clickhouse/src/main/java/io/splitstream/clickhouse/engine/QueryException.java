package io.splitstream.clickhouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that was refused or that failed, in ClickHouse's form: {@code Code: 62. DB::Exception: … (SYNTAX_ERROR)}.
 *
 * <p>The message is what the client is shown. It has no stack trace: it says what was wrong with a request.
 */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern ENGINE_FORM = Pattern.compile("^Code: (\\d{1,9})\\.");

    private final int code;

    private QueryException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** A refusal by the gateway. */
    public static QueryException of(ErrorCode code, String text) {
        return new QueryException(
                code.number(), "Code: " + code.number() + ". DB::Exception: " + text + ". (" + code + ")");
    }

    /** A failure that the engine reported, its text unchanged. */
    public static QueryException fromEngine(String text) {
        Matcher matcher = ENGINE_FORM.matcher(text);
        return matcher.find()
                ? new QueryException(Integer.parseInt(matcher.group(1)), text)
                : of(ErrorCode.STD_EXCEPTION, text);
    }

    /** ClickHouse's number of the error. */
    public int code() {
        return code;
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
