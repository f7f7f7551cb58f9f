package io.splitstream.jobs.metrics.state;

import io.splitstream.jobs.metrics.core.UserTotals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A user's totals as the state holds them: bytes, an object with one array instead of a dozen objects. A
 * checkpoint is written and read without a look at what is inside.
 *
 * <p>Immutable. Equal totals are equal when packed.
 */
public final class PackedTotals {
    private static final int USUAL_SIZE = 96;

    private final byte[] bytes;

    /** Totals that were packed before; the array is the new object's. */
    PackedTotals(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Packs totals. */
    public static PackedTotals of(UserTotals totals) {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_SIZE);
        try {
            TotalsFormat.write(totals, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return new PackedTotals(out.getCopyOfBuffer());
    }

    /** The totals. */
    public UserTotals unpack() {
        try {
            return TotalsFormat.read(new DataInputDeserializer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("not a user's totals: " + this, e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedTotals that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
