package io.splitstream.jobs.connector;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known under each key, and emits what changed as whole rows.
 *
 * <p>An operator rather than a function because of what it promises at watermarks: all rows that hold an event
 * logged up to W go out before W does. So whoever has seen W downstream has every such row. That is said of events: where
 * something else makes rows of others, as a new definition does, an operator holds watermarks back until the rows are
 * there that hold what was logged up to W; see {@link #isHeld}.
 *
 * <p>After a start nothing goes out, watermarks included, before the epoch is known and the log has been read again
 * up to the time the epoch was opened, however long the reading takes: whoever writes before that takes back what
 * readers have seen. {@link EpochLog} sees to it that log time gets there, though nobody else appends to the log.
 * Then every key goes out once under the new epoch, also those that nothing changes any more, unless they were retired.
 *
 * @param <K> keys
 * @param <C> what changes a key's state
 * @param <S> what is kept under a key; null until the first change
 * @param <O> rows, and the epochs that they belong to
 */
public abstract class NewestRowsOperator<K, C, S, O> extends AbstractStreamOperator<O>
        implements TwoInputStreamOperator<C, EpochStart, O> {
    private static final long serialVersionUID = 1L;

    private final ValueStateDescriptor<S> descriptor;

    private transient @Nullable ValueState<S> state;
    private transient @Nullable Set<K> dirty;
    private transient @Nullable EpochStart epoch;
    private transient boolean waiting;
    private transient long sequence;
    private transient long watermark;
    /** The last watermark that was let out. */
    private transient long completeUntil;

    /**
     * An operator.
     *
     * @param descriptor of what is kept under a key
     */
    protected NewestRowsOperator(ValueStateDescriptor<S> descriptor) {
        this.descriptor = descriptor;
    }

    /** The key of a change. */
    protected abstract K key(C change);

    /** What is kept after a change. */
    protected abstract S changed(@Nullable S held, C change);

    /** The announcement of an epoch. */
    protected abstract O epoch(RowEpoch announced);

    /** The row of a key. */
    protected abstract O row(K key, RowVersion version, @Nullable S held);

    /** Whether a key's row may not go out yet. */
    protected boolean isWithheld(K key) {
        return false;
    }

    /**
     * Whether watermarks may not go out for now. Rows do, but say that they hold no more than before; after a start none
     * does. To be followed by {@link #proceed} once it is over.
     */
    protected boolean isHeld() {
        return false;
    }

    /** Lets a watermark out that was held back, behind the rows that go before it. */
    protected final void proceed() throws Exception {
        EpochStart current = epoch;
        if (current == null || isHeld()) {
            return;
        }
        if (!waiting && watermark > completeUntil) {
            completeUntil = watermark;
            emitDirty(current);
            super.processWatermark(new Watermark(watermark));
        } else if (waiting && watermark >= current.loggedAt()) {
            release(current);
        }
    }

    /** Makes a row of the current key, of nothing where nothing is kept. */
    protected final void touch(K key, S nothing) throws Exception {
        ValueState<S> keyed = state();
        if (keyed.value() == null) {
            keyed.update(nothing);
        }
        dirty().add(key);
    }

    /**
     * Lets the last row of the current key out, if it has changed, and keeps nothing of the key any more. After a start,
     * before other rows go out, it has no last row: the row of the epoch before holds all that readers were told of.
     */
    protected final void retire(K key) throws Exception {
        EpochStart current = epoch;
        if (dirty().remove(key) && !waiting && current != null) {
            emit(key, current);
        }
        state().clear();
    }

    /** Keeps nothing of a key any more; its row stays. To be called for the current key. */
    protected final void forget(K key) {
        state().clear();
        dirty().remove(key);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getKeyedStateStore().getState(descriptor);
        dirty = new HashSet<>();
        waiting = true;
        watermark = Long.MIN_VALUE;
        completeUntil = Long.MIN_VALUE;
    }

    @Override
    public void processElement1(StreamRecord<C> element) throws Exception {
        C change = element.getValue();
        ValueState<S> keyed = state();
        keyed.update(changed(keyed.value(), change));
        dirty().add(key(change));
    }

    @Override
    public void processElement2(StreamRecord<EpochStart> element) throws Exception {
        EpochStart opened = element.getValue();
        if (epoch != null && epoch.epoch() >= opened.epoch()) {
            return;
        }
        epoch = opened;
        sequence = 0;
        waiting = true;
        this.<K>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        descriptor,
                        (key, held) -> dirty().add(key));
        proceed();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        EpochStart current = epoch;
        if (current != null && !waiting && isHeld()) {
            emitDirty(current);
        } else {
            proceed();
        }
    }

    private void release(EpochStart current) throws Exception {
        waiting = false;
        completeUntil = watermark;
        output.collect(new StreamRecord<>(epoch(new RowEpoch(current.epoch(), watermark))));
        emitDirty(current);
        super.processWatermark(new Watermark(watermark));
    }

    private void emitDirty(EpochStart current) throws Exception {
        Iterator<K> keys = dirty().iterator();
        while (keys.hasNext()) {
            K key = keys.next();
            if (!isWithheld(key)) {
                setCurrentKey(key);
                emit(key, current);
                keys.remove();
            }
        }
    }

    private void emit(K key, EpochStart current) throws Exception {
        RowVersion version = new RowVersion(current.epoch(), sequence++, completeUntil);
        output.collect(new StreamRecord<>(row(key, version, state().value())));
    }

    private ValueState<S> state() {
        return Objects.requireNonNull(state, "not initialized");
    }

    private Set<K> dirty() {
        return Objects.requireNonNull(dirty, "not initialized");
    }
}
