package io.splitstream.clickhouse.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Joins blocks that each repeat a header of column names: keeps the first header only. */
final class HeaderJoiner implements BlockJoiner {
    /** Finds where a header ends. */
    interface HeaderLength {
        int of(ByteBuffer block);
    }

    private final HeaderLength headerLength;
    private ByteBuffer header = ByteBuffer.allocate(0);

    private HeaderJoiner(HeaderLength headerLength) {
        this.headerLength = headerLength;
    }

    /** For text whose header is that many lines; an end of line inside of double quotes does not count. */
    static HeaderJoiner lines(int count) {
        return new HeaderJoiner(block -> {
            boolean quoted = false;
            int lines = 0;
            for (int i = 0; i < block.limit(); i++) {
                byte c = block.get(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '\n' && !quoted && ++lines == count) {
                    return i + 1;
                }
            }
            return block.limit();
        });
    }

    /** For tab-separated text, in which a quote is nothing special and an end of line never stands inside of a name. */
    static HeaderJoiner tabbedLines(int count) {
        return new HeaderJoiner(block -> {
            int lines = 0;
            for (int i = 0; i < block.limit(); i++) {
                if (block.get(i) == '\n' && ++lines == count) {
                    return i + 1;
                }
            }
            return block.limit();
        });
    }

    /** For RowBinary: a count of columns, then as many names, and as many types after them if {@code types}. */
    static HeaderJoiner binary(boolean types) {
        return new HeaderJoiner(block -> {
            ByteBuffer reader = block.duplicate();
            long texts = varint(reader) * (types ? 2 : 1);
            for (long i = 0; i < texts; i++) {
                int length = (int) varint(reader);
                reader.position(reader.position() + length);
            }
            return reader.position();
        });
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = bytes.get();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    @Override
    public void add(ByteBuffer block, ByteSink sink) throws IOException {
        if (!header.hasRemaining()) {
            byte[] first = new byte[headerLength.of(block)];
            block.get(0, first);
            header = ByteBuffer.wrap(first);
        } else if (block.limit() >= header.limit()
                && block.slice(0, header.limit()).equals(header)) {
            block.position(header.limit());
        }
        sink.write(block);
    }

    @Override
    public void finish(ByteSink sink) {}
}
