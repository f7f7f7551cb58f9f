package io.splitstream.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serializer that writes the newest version of its bytes and reads one given version.
 *
 * <p>Stateless and safe for use by several threads. Values are taken for immutable: copies are the value itself.
 * A serializer of mutable values overrides {@link #isImmutableType()} and {@link #copy(Object)}.
 *
 * @param <T> what is serialized
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final int readVersion;

    /**
     * A serializer that reads bytes of some version.
     *
     * @param newestVersion the version that this code writes
     * @throws IllegalArgumentException if the bytes are of a version that this code does not know
     */
    protected VersionedSerializer(int readVersion, int newestVersion) {
        if (readVersion < 1 || readVersion > newestVersion) {
            throw new IllegalArgumentException(getClass().getName() + ": state version " + readVersion
                    + " (newest known: " + newestVersion + "); run the release that wrote it, or a newer one");
        }
        this.readVersion = readVersion;
    }

    /** The version of the bytes that {@link #deserialize(DataInputView)} reads. */
    protected final int readVersion() {
        return readVersion;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public @Nullable T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, @Nullable T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public T deserialize(@Nullable T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // serializers of two classes write different bytes
    public boolean equals(@Nullable Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((VersionedSerializer<?>) other).readVersion == readVersion;
    }

    @Override
    public int hashCode() {
        return getClass().hashCode() * 31 + readVersion;
    }
}
