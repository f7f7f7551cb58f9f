package io.splitstream.jobs.archive;

import io.splitstream.jobs.archive.core.ArchiveEpoch;
import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.connector.EpochStart;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;

/** Tells the sink the epoch, in the stream of records. */
final class EpochFeed extends CoProcessFunction<ArchiveInput, EpochStart, ArchiveInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement1(ArchiveInput logged, Context context, Collector<ArchiveInput> out) {
        out.collect(logged);
    }

    @Override
    public void processElement2(EpochStart start, Context context, Collector<ArchiveInput> out) {
        out.collect(new ArchiveEpoch(start.epoch()));
    }
}
