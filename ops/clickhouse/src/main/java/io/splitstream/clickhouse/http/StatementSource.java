package io.splitstream.clickhouse.http;

import io.splitstream.clickhouse.engine.ErrorCode;
import io.splitstream.clickhouse.engine.QueryException;
import io.splitstream.clickhouse.sql.Statement;
import io.splitstream.clickhouse.sql.StatementException;
import io.splitstream.clickhouse.sql.StatementParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A statement, and the stream of its data if it is an INSERT of data.
 *
 * <p>The statement may be in the URL, in the body, or begin in the one and go on in the other; a statement is at most
 * {@link #MAX_STATEMENT_BYTES} long, data as long as it likes.
 */
record StatementSource(Statement statement, InputStream data) {
    /** The longest statement, as in ClickHouse's {@code max_query_size}. */
    static final int MAX_STATEMENT_BYTES = 256 * 1024;

    static StatementSource read(String urlQuery, InputStream body) throws QueryException, IOException {
        byte[] url = urlQuery.getBytes(StandardCharsets.UTF_8);
        if (!urlQuery.isBlank()) {
            Statement statement = parse(url, url.length);
            if (statement instanceof Statement.Insert insert) {
                refuseSecondStatement(insert, url, url.length);
                return new StatementSource(insert, dataAfter(insert, url, url.length, body));
            }
        }
        byte[] start = Arrays.copyOf(url, MAX_STATEMENT_BYTES + 1);
        int length = url.length;
        if (length > MAX_STATEMENT_BYTES) {
            throw tooLong();
        }
        if (length > 0) {
            start[length++] = '\n';
        }
        length += body.readNBytes(start, length, start.length - length);
        boolean whole = length < start.length;
        Statement statement;
        try {
            statement = StatementParser.parse(start, length);
        } catch (StatementException e) {
            throw whole ? QueryException.of(ErrorCode.SYNTAX_ERROR, e.text()) : tooLong();
        }
        if (statement instanceof Statement.Insert insert) {
            if (!whole && insert.dataStart() == length) {
                throw tooLong();
            }
            if (whole) {
                refuseSecondStatement(insert, start, length);
            }
            return new StatementSource(insert, dataAfter(insert, start, length, body));
        }
        if (!whole) {
            throw tooLong();
        }
        return new StatementSource(statement, InputStream.nullInputStream());
    }

    private static InputStream dataAfter(Statement.Insert insert, byte[] bytes, int length, InputStream body) {
        int rest = length - insert.dataStart();
        return rest == 0
                ? body
                : new SequenceInputStream(new ByteArrayInputStream(bytes, insert.dataStart(), rest), body);
    }

    private static Statement parse(byte[] bytes, int length) throws QueryException {
        try {
            return StatementParser.parse(bytes, length);
        } catch (StatementException e) {
            throw QueryException.of(ErrorCode.SYNTAX_ERROR, e.text());
        }
    }

    /** The engine would leave what follows the rows of VALUES unread, and the client would think that it ran. */
    private static void refuseSecondStatement(Statement.Insert insert, byte[] bytes, int length) throws QueryException {
        boolean values = insert.format().filter("Values"::equals).isPresent();
        if (values && StatementParser.hasMoreThanValues(bytes, insert.dataStart(), length)) {
            throw QueryException.of(
                    ErrorCode.SYNTAX_ERROR, "Multi-statements are not allowed: one statement a request");
        }
    }

    private static QueryException tooLong() {
        return QueryException.of(
                ErrorCode.QUERY_IS_TOO_LARGE,
                "The statement is longer than " + MAX_STATEMENT_BYTES
                        + " bytes; send what is data behind INSERT … FORMAT");
    }
}
