package io.splitstream.clickhouse.http;

import com.sun.net.httpserver.HttpExchange;
import io.splitstream.clickhouse.engine.Progress;
import io.splitstream.clickhouse.engine.QueryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The reply to one query. One thread.
 *
 * <p>The first {@link #HELD_BYTES} are held back: a statement that fails by then gets an error status, and one that
 * ends by then gets its whole summary in the headers. A statement that fails later has its reply broken off after the
 * error's text, before the end that the transfer coding wants, so that no client takes the part for the whole.
 */
final class Reply implements BlockJoiner.ByteSink {
    /** How much of a result is held back at most. */
    static final int HELD_BYTES = 256 * 1024;

    /** How ClickHouse marks an error behind a part of a result; newer clients look for it. */
    private static final String EXCEPTION_MARK = "__exception__";

    private static final int SLICE_BYTES = 64 * 1024;

    private final HttpExchange exchange;
    private final Optional<ContentCoding> coding;
    private final String exceptionTag =
            UUID.randomUUID().toString().replace("-", "").substring(16);
    private final byte[] held = new byte[HELD_BYTES];
    private int heldLength;
    private @Nullable OutputStream out;

    Reply(HttpExchange exchange, Optional<ContentCoding> coding) {
        this.exchange = exchange;
        this.coding = coding;
    }

    /** Sets a header; of no effect once the first bytes have gone. */
    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /** Whether the headers have gone, so that an error can no longer have a status. */
    boolean isCommitted() {
        return out != null;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (out == null && bytes.remaining() <= HELD_BYTES - heldLength) {
            int length = bytes.remaining();
            bytes.get(held, heldLength, length);
            heldLength += length;
            return;
        }
        OutputStream body = commit();
        byte[] slice = held; // its bytes have gone
        while (bytes.hasRemaining()) {
            int part = Math.min(SLICE_BYTES, bytes.remaining());
            bytes.get(slice, 0, part);
            body.write(slice, 0, part);
        }
    }

    /** Ends a reply that went well. */
    void finish(Progress progress, long elapsedNanos) throws IOException {
        if (out == null) {
            header("X-ClickHouse-Summary", summary(progress, elapsedNanos));
            if (heldLength == 0) {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
                return;
            }
        }
        commit().close();
        exchange.close();
    }

    private OutputStream commit() throws IOException {
        OutputStream body = out;
        if (body == null) {
            coding.filter(used -> used != ContentCoding.NATIVE_BLOCKS)
                    .ifPresent(used -> header("Content-Encoding", used.headerName()));
            header("X-ClickHouse-Exception-Tag", exceptionTag);
            exchange.sendResponseHeaders(200, 0);
            OutputStream raw = exchange.getResponseBody();
            body = coding.isPresent() ? coding.get().encode(raw) : raw;
            out = body;
            body.write(held, 0, heldLength);
        }
        return body;
    }

    /** Answers with an error; after a part of the result, breaks the reply off instead. */
    void fail(QueryException error) throws IOException {
        byte[] text = (error.text() + "\n").getBytes(StandardCharsets.UTF_8);
        OutputStream body = out;
        if (body != null) {
            String before = "\r\n" + EXCEPTION_MARK + "\r\n" + exceptionTag + "\r\n";
            String after = text.length + " " + exceptionTag + "\r\n" + EXCEPTION_MARK + "\r\n";
            body.write(before.getBytes(StandardCharsets.US_ASCII));
            body.write(text);
            body.write(after.getBytes(StandardCharsets.US_ASCII));
            body.flush();
            throw new IOException("a statement failed after a part of its result was sent: " + error.text());
        }
        header("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        header("Content-Type", "text/plain; charset=UTF-8");
        int status = StatusCodes.of(error.code());
        if (status == 503) {
            header("Retry-After", "1");
        }
        if (status == 401) {
            header("WWW-Authenticate", "Basic realm=\"ClickHouse server HTTP API\"");
        }
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private static String summary(Progress progress, long elapsedNanos) {
        return "{\"read_rows\":\"" + progress.readRows()
                + "\",\"read_bytes\":\"" + progress.readBytes()
                + "\",\"written_rows\":\"" + progress.writtenRows()
                + "\",\"written_bytes\":\"" + progress.writtenBytes()
                + "\",\"total_rows_to_read\":\"0\",\"result_rows\":\"" + progress.resultRows()
                + "\",\"result_bytes\":\"" + progress.resultBytes()
                + "\",\"elapsed_ns\":\"" + elapsedNanos + "\"}";
    }
}
