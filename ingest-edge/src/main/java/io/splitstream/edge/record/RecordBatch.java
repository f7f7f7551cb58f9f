package io.splitstream.edge.record;

import java.util.Arrays;

/**
 * The records of one request, one behind the other in one array.
 *
 * <pre>
 *  bytes  +---------+---------+------+---------+- - -
 *         | value 0 | value 1 | key 2| value 2 |         a key may lie within its value
 *         +---------+---------+------+---------+- - -
 *  index  | keyFrom, keyLength, valueFrom, valueLength | of each record
 * </pre>
 *
 * <p>Mutable and reused: it lives in a slot of a ring, where it has a small array of its own; a larger one comes from a
 * pool and goes back there. Used by one thread at a time.
 */
public final class RecordBatch {
    private static final int OWN_BYTES = 1024;
    private static final int OWN_RECORDS = 4;
    private static final int KEPT_RECORDS = 1024;
    private static final int FIELDS = 4;

    private final BufferPool pool;
    private final byte[] own = new byte[OWN_BYTES];
    private byte[] bytes = own;
    private int[] index = new int[OWN_RECORDS * FIELDS];
    private int size;
    private int count;

    /**
     * @param pool gives larger arrays
     */
    public RecordBatch(BufferPool pool) {
        this.pool = pool;
    }

    /** Forgets all records; gives back a large array. */
    public void clear() {
        size = 0;
        count = 0;
        if (bytes != own) {
            pool.giveBack(bytes);
            bytes = own;
        }
        if (index.length > KEPT_RECORDS * FIELDS) {
            index = new int[OWN_RECORDS * FIELDS];
        }
    }

    /** The array, with room for so many bytes from {@link #size} on. To be asked for anew after each reservation. */
    public byte[] reserve(int more) {
        if (bytes.length - size < more) {
            byte[] larger = pool.take(Math.addExact(size, more));
            System.arraycopy(bytes, 0, larger, 0, size);
            if (bytes != own) {
                pool.giveBack(bytes);
            }
            bytes = larger;
        }
        return bytes;
    }

    /** Adds the record whose value was written from {@link #size} up to an offset; its key lies somewhere before. */
    public void add(int keyFrom, int keyLength, int valueEnd) {
        int at = count * FIELDS;
        if (at == index.length) {
            index = Arrays.copyOf(index, 4 * at);
        }
        index[at] = keyFrom;
        index[at + 1] = keyLength;
        index[at + 2] = size;
        index[at + 3] = valueEnd - size;
        size = valueEnd;
        count++;
    }

    /** Adds the record whose key and value were written one behind the other from {@link #size} on. */
    public void add(int keyLength, int valueLength) {
        int keyFrom = size;
        size += keyLength;
        add(keyFrom, keyLength, size + valueLength);
    }

    /** Adds a record from arrays of its own. */
    public void add(byte[] key, byte[] value) {
        byte[] into = reserve(key.length + value.length);
        System.arraycopy(key, 0, into, size, key.length);
        System.arraycopy(value, 0, into, size + key.length, value.length);
        add(key.length, value.length);
    }

    /** The array that the records lie in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes in use. */
    public int size() {
        return size;
    }

    /** Number of records. */
    public int count() {
        return count;
    }

    public int keyFrom(int record) {
        return index[record * FIELDS];
    }

    public int keyLength(int record) {
        return index[record * FIELDS + 1];
    }

    public int valueFrom(int record) {
        return index[record * FIELDS + 2];
    }

    public int valueLength(int record) {
        return index[record * FIELDS + 3];
    }
}
