package io.splitstream.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a checkpoint says of a {@link VersionedSerializer}: the version of its bytes, nothing else.
 *
 * @param <T> what is serialized
 */
public abstract class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {
    private final int newestVersion;
    private int version;

    /** The snapshot of a serializer that writes {@code newestVersion}. */
    protected VersionedSnapshot(int newestVersion) {
        this.newestVersion = newestVersion;
        this.version = newestVersion;
    }

    /** The serializer that reads bytes of a version. */
    protected abstract TypeSerializer<T> serializer(int readVersion);

    @Override
    public int getCurrentVersion() {
        return newestVersion;
    }

    @Override
    public void writeSnapshot(DataOutputView out) {
        // The version is written by the caller.
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        if (readVersion < 1 || readVersion > newestVersion) {
            throw new IOException(getClass().getName() + ": state version " + readVersion + " (newest known: "
                    + newestVersion + "); run the release that wrote it, or a newer one");
        }
        version = readVersion;
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return serializer(version);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof VersionedSnapshot<T> old) || old.getClass() != getClass()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return old.version == newestVersion
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
