package io.splitstream.jobs.connector;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** How far the log is complete. */
public final class Watermarks {
    private Watermarks() {}

    /**
     * The log time of the event log: per partition one millisecond less than the last record's append time, since
     * another record may carry the same. A partition is never taken for idle: ticks move each of them on.
     */
    public static <T> WatermarkStrategy<T> ofLogTime() {
        return WatermarkStrategy.forMonotonousTimestamps();
    }

    /** The end of time: a stream that never holds others back. */
    public static <T> WatermarkStrategy<T> endOfTime() {
        return WatermarkStrategy.forGenerator(context -> new EndOfTime<>());
    }

    private static final class EndOfTime<T> implements WatermarkGenerator<T> {
        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {
            // Nothing in the stream says anything of time.
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(Long.MAX_VALUE));
        }
    }
}
