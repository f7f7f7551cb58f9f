package io.splitstream.benchmarks.streams;

import io.splitstream.jobs.metrics.core.LogEntry;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** Drops copies the way that first comes to mind: keyed by id, one flag each, forgotten after seven days. */
final class SeenOnce extends RichFilterFunction<LogEntry> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ValueState<Boolean> seen;

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Boolean> descriptor = new ValueStateDescriptor<>("seen", Types.BOOLEAN);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofDays(7))
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .build());
        seen = getRuntimeContext().getState(descriptor);
    }

    @Override
    public boolean filter(LogEntry entry) throws Exception {
        ValueState<Boolean> state = seen;
        if (state == null) {
            throw new IllegalStateException("not open");
        }
        if (state.value() != null) {
            return false;
        }
        state.update(true);
        return true;
    }
}
