package io.splitstream.clickhouse.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Joins blocks of the JSON formats that are one object: {@code meta} of the first, the rows of all, and the rest of the
 * last with {@code rows} summed.
 *
 * <p>Relies on the engine's layout, where these three runs of bytes stand once and, since ends of line are escaped in
 * texts, nowhere else: {@code "data":} with its bracket on a line of its own, and the bracket that ends it before
 * {@code "rows":}.
 */
final class JsonJoiner implements BlockJoiner {
    private static final byte[] DATA = ascii("\n\n\t\"data\":\n\t[\n");
    private static final byte[] ROWS = ascii("\n\t],\n\n\t\"rows\": ");
    private static final byte[] NEXT_ROW = ascii(",\n");

    private long rows;
    private boolean started;
    private boolean hasRows;
    private String afterRowCount = "";

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void add(ByteBuffer block, ByteSink sink) throws IOException {
        int dataStart = indexOf(block, DATA, 0);
        int dataEnd = lastIndexOf(block, ROWS);
        if (dataStart < 0 || dataEnd < 0) {
            throw new IllegalStateException("The engine's JSON has not the layout that its blocks are joined by");
        }
        dataStart += DATA.length;
        if (!started) {
            started = true;
            sink.write(block.slice(0, dataStart));
        }
        if (dataEnd > dataStart) {
            if (hasRows) {
                sink.write(ByteBuffer.wrap(NEXT_ROW));
            }
            hasRows = true;
            sink.write(block.slice(dataStart, dataEnd - dataStart));
        }
        int tailStart = dataEnd + ROWS.length;
        String tail = StandardCharsets.UTF_8
                .decode(block.slice(tailStart, block.limit() - tailStart))
                .toString();
        int digits = 0;
        while (digits < tail.length() && Character.isDigit(tail.charAt(digits))) {
            digits++;
        }
        rows += Long.parseLong(tail.substring(0, digits));
        afterRowCount = tail.substring(digits);
    }

    @Override
    public void finish(ByteSink sink) throws IOException {
        if (started) {
            sink.write(ByteBuffer.wrap(ROWS));
            sink.write(ByteBuffer.wrap((rows + afterRowCount).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static int indexOf(ByteBuffer bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.limit() - wanted.length; i++) {
            if (matches(bytes, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    private static int lastIndexOf(ByteBuffer bytes, byte[] wanted) {
        for (int i = bytes.limit() - wanted.length; i >= 0; i--) {
            if (matches(bytes, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer bytes, byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
