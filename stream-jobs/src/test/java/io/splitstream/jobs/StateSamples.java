package io.splitstream.jobs;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/**
 * What operators had in their checkpoints, as releases wrote it: the resources {@code /state/RELEASE/OPERATOR}. They are kept
 * for ever, so that every later release is seen to read them.
 *
 * <p>A format that no sample is written in fails the tests {@code *StateUpgradeTest}. Whatever fails of them, they write a
 * sample of every operator where they are told to, by {@code mvn test -pl stream-jobs -am -Dtest='*StateUpgradeTest'
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsplitstream.state.sample=DIRECTORY}, an absolute path. The samples go to the
 * resources, under the release that the formats are to come with, and that release into the tests.
 */
public final class StateSamples {
    private static final String DIRECTORY = System.getProperty("splitstream.state.sample", "");
    private static final ClassLoader LOADER = StateSamples.class.getClassLoader();

    private StateSamples() {}

    /** The state that an operator had when a release wrote it. */
    public static OperatorSubtaskState read(String release, String operator) throws IOException {
        URL sample = StateSamples.class.getResource("/state/" + release + "/" + operator);
        if (sample == null) {
            throw new IOException("no sample of " + operator + " of release " + release);
        }
        try {
            return read(Path.of(sample.toURI()));
        } catch (URISyntaxException e) {
            throw new IOException(sample.toString(), e);
        }
    }

    /** An operator's state as it is read again, once it was written to the directory asked for, or else to a scratch. */
    public static OperatorSubtaskState written(String operator, OperatorSubtaskState state, Path scratch)
            throws IOException {
        Path directory = DIRECTORY.isEmpty() ? scratch : Files.createDirectories(Path.of(DIRECTORY));
        Path file = directory.resolve(operator);
        OperatorSnapshotUtil.writeStateHandle(state, file.toString());
        return read(file);
    }

    /** The serializer of every part of every state; serializers are equal if they read the same version of the same bytes. */
    public static SortedMap<String, TypeSerializer<?>> formats(OperatorSubtaskState state) throws IOException {
        SortedMap<String, TypeSerializer<?>> formats = new TreeMap<>();
        for (KeyedStateHandle handle : state.getManagedKeyedState()) {
            KeyedBackendSerializationProxy<?> keyed = new KeyedBackendSerializationProxy<>(LOADER);
            try (FSDataInputStream stream = ((KeyGroupsStateHandle) handle).openInputStream()) {
                keyed.read(new DataInputViewStreamWrapper(stream));
            }
            formats.put("key", keyed.getKeySerializerSnapshot().restoreSerializer());
            add(keyed.getStateMetaInfoSnapshots(), formats);
        }
        for (OperatorStateHandle handle : state.getManagedOperatorState()) {
            OperatorBackendSerializationProxy unkeyed = new OperatorBackendSerializationProxy(LOADER);
            try (FSDataInputStream stream = handle.openInputStream()) {
                unkeyed.read(new DataInputViewStreamWrapper(stream));
            }
            add(unkeyed.getOperatorStateMetaInfoSnapshots(), formats);
            add(unkeyed.getBroadcastStateMetaInfoSnapshots(), formats);
        }
        return formats;
    }

    private static void add(List<StateMetaInfoSnapshot> states, Map<String, TypeSerializer<?>> formats) {
        for (StateMetaInfoSnapshot state : states) {
            state.getSerializerSnapshotsImmutable()
                    .forEach((part, snapshot) ->
                            formats.put(state.getName() + ", " + part, snapshot.restoreSerializer()));
        }
    }

    private static OperatorSubtaskState read(Path file) throws IOException {
        try {
            return OperatorSnapshotUtil.readStateHandle(file.toString());
        } catch (ClassNotFoundException e) {
            throw new IOException(file.toString(), e);
        }
    }
}
