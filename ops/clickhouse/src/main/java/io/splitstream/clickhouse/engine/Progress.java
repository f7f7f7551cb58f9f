package io.splitstream.clickhouse.engine;

/**
 * What a statement has read, written and returned.
 *
 * @param readRows rows read from storage
 * @param readBytes bytes read from storage, uncompressed
 * @param writtenRows rows written, those of materialized views included
 * @param writtenBytes bytes written, likewise
 * @param resultRows rows of the result
 * @param resultBytes bytes of the result in the engine's memory, not of its text
 */
public record Progress(
        long readRows, long readBytes, long writtenRows, long writtenBytes, long resultRows, long resultBytes) {
    /** Nothing done yet. */
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

    /** This and {@code more}. */
    public Progress plus(Progress more) {
        return new Progress(
                readRows + more.readRows,
                readBytes + more.readBytes,
                writtenRows + more.writtenRows,
                writtenBytes + more.writtenBytes,
                resultRows + more.resultRows,
                resultBytes + more.resultBytes);
    }
}
