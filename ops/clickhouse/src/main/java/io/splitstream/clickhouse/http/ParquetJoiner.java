package io.splitstream.clickhouse.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins blocks that are each a whole Parquet file: the row groups of all, one after the other, under one footer.
 *
 * <pre>
 * block 1:  PAR1 | row groups | page indexes | footer | length | PAR1
 * block 2:  PAR1 | row groups | page indexes | footer | length | PAR1
 * result:   PAR1 | row groups | ... | row groups | ... | footer of all | length | PAR1
 * </pre>
 *
 * <p>Pages are passed on as they come; of the footers the row groups' entries are kept, their offsets moved to where the
 * pages went, and written at the end. They are some hundred bytes a column and block, and bounded. What points to the
 * optional indexes of a block is left out: they hold offsets of their own.
 */
final class ParquetJoiner implements BlockJoiner {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    /** The footer's length and the mark behind it. */
    private static final int TAIL_BYTES = 8;
    /** What the entries of all row groups may come to; some forty thousand row groups of twenty columns. */
    private static final int MOST_ENTRY_BYTES = 128 << 20;

    // Of FileMetaData.
    private static final int ROWS = 3;
    private static final int ROW_GROUPS = 4;
    // Of RowGroup.
    private static final int COLUMNS = 1;
    private static final int GROUP_OFFSET = 5;
    private static final int ORDINAL = 7;
    // Of ColumnChunk: its offset, its metadata, and offset and length of two indexes.
    private static final int CHUNK_OFFSET = 2;
    private static final int CHUNK_METADATA = 3;
    private static final List<Integer> INDEXES = List.of(4, 5, 6, 7);
    // Of ColumnMetaData: the first data page, index page and dictionary page; offset and length of a Bloom filter.
    private static final List<Integer> PAGE_OFFSETS = List.of(9, 10, 11);
    private static final List<Integer> BLOOM_FILTER = List.of(14, 15);

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private @Nullable ThriftFields footer;
    private long written;
    private long rows;
    private long rowGroups;

    @Override
    public void add(ByteBuffer block, ByteSink sink) throws IOException {
        int size = block.limit();
        ByteBuffer little = block.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int length = size < MAGIC.length + TAIL_BYTES ? -1 : little.getInt(size - TAIL_BYTES);
        int footerStart = size - TAIL_BYTES - length;
        if (length < 0 || footerStart < MAGIC.length) {
            throw new IllegalStateException("The engine's Parquet has not the layout that its blocks are joined by");
        }
        ThriftFields metadata = ThriftFields.read(block.slice(footerStart, length));
        if (footer == null) {
            footer = metadata;
            sink.write(ByteBuffer.wrap(MAGIC));
            written = MAGIC.length;
        }
        long moved = written - MAGIC.length;
        for (ThriftFields group :
                ThriftFields.list(metadata.value(ROW_GROUPS).orElseGet(() -> ThriftFields.listHead(0)))) {
            entries.writeBytes(moved(group, moved).bytes());
            rowGroups++;
        }
        if (entries.size() > MOST_ENTRY_BYTES) {
            throw new IOException("A Parquet file of more than " + rowGroups
                    + " row groups is not written; ask for fewer rows, or for a format of rows alone");
        }
        rows += metadata.number(ROWS);
        sink.write(block.slice(MAGIC.length, footerStart - MAGIC.length));
        written += footerStart - MAGIC.length;
    }

    @Override
    public void finish(ByteSink sink) throws IOException {
        ThriftFields first = footer;
        if (first == null) {
            return;
        }
        ByteArrayOutputStream groups = new ByteArrayOutputStream();
        groups.writeBytes(ThriftFields.listHead(rowGroups));
        entries.writeTo(groups);
        byte[] all = first.with(ROWS, ThriftFields.number(rows))
                .with(ROW_GROUPS, groups.toByteArray())
                .bytes();
        sink.write(ByteBuffer.wrap(all));
        ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sink.write(tail.putInt(all.length).put(MAGIC).flip());
    }

    private static ThriftFields moved(ThriftFields group, long by) {
        List<ThriftFields> columns = group.value(COLUMNS).map(ThriftFields::list).orElse(List.of()).stream()
                .map(chunk -> movedChunk(chunk, by))
                .toList();
        return group.without(List.of(ORDINAL))
                .with(COLUMNS, ThriftFields.list(columns))
                .moved(GROUP_OFFSET, by);
    }

    private static ThriftFields movedChunk(ThriftFields chunk, long by) {
        ThriftFields moved = chunk.without(INDEXES).moved(CHUNK_OFFSET, by);
        return moved.value(CHUNK_METADATA)
                .map(value -> moved.with(CHUNK_METADATA, movedPages(value, by)))
                .orElse(moved);
    }

    private static byte[] movedPages(byte[] metadata, long by) {
        ThriftFields moved = ThriftFields.read(ByteBuffer.wrap(metadata)).without(BLOOM_FILTER);
        for (int page : PAGE_OFFSETS) {
            moved = moved.moved(page, by);
        }
        return moved.bytes();
    }
}
