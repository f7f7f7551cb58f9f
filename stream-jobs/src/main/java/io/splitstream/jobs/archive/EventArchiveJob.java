package io.splitstream.jobs.archive;

import io.splitstream.contracts.topic.Topics;
import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.archive.state.ArchiveInputSerializer;
import io.splitstream.jobs.connector.EpochSource;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.EpochStartSerializer;
import io.splitstream.jobs.connector.KafkaTopic;
import io.splitstream.jobs.connector.Watermarks;
import io.splitstream.jobs.runtime.JobEnvironment;
import io.splitstream.jobs.runtime.JobSettings;
import io.splitstream.jobs.state.SerializedType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code event-archive}: wiring only. */
public final class EventArchiveJob {
    /** The job's name: in Flink, in Kafka, in the progress rows and in the path of its checkpoints. */
    public static final String NAME = "event-archive";

    /** The type of what the job moves. */
    static final TypeInformation<ArchiveInput> INPUT =
            new SerializedType<>(ArchiveInput.class, new ArchiveInputSerializer());

    private static final TypeInformation<EpochStart> EPOCH =
            new SerializedType<>(EpochStart.class, new EpochStartSerializer());

    private EventArchiveJob() {}

    /** Submits the job to the cluster whose process runs this, with the settings of its environment. */
    public static void main(String[] arguments) throws Exception {
        JobSettings settings = JobSettings.load(System.getenv());
        StreamExecutionEnvironment environment = JobEnvironment.create(NAME, settings);
        wire(environment, settings, eventLog(settings).partitions());
        environment.execute(NAME);
    }

    private static KafkaTopic eventLog(JobSettings settings) {
        return new KafkaTopic(settings.bootstrapServers(), Topics.EVENTS, NAME);
    }

    /** Adds the job's operators; touches nothing outside. */
    static void wire(StreamExecutionEnvironment environment, JobSettings settings, int partitions) {
        int parallelism = Math.min(settings.parallelism(), partitions);
        DataStream<ArchiveInput> records = environment
                .fromSource(
                        eventLog(settings).sourceOfAll(new LoggedRecordDeserializer(), settings.acceptsMissingEvents()),
                        Watermarks.ofLogTime(),
                        "events",
                        INPUT)
                .setParallelism(parallelism)
                .uid("events");
        DataStream<EpochStart> epochs = environment
                .fromSource(new EpochSource(settings.bootstrapServers(), NAME), Watermarks.endOfTime(), "epochs", EPOCH)
                .setParallelism(1)
                .uid("epochs");
        // It drops old records and has no ticks: nothing is said of how far it is complete.
        KafkaTopic rejected = new KafkaTopic(settings.bootstrapServers(), Topics.REJECTED, NAME);
        DataStream<ArchiveInput> refusals = environment
                .fromSource(
                        rejected.sourceOfWhatIsLeft(new RefusalDeserializer()),
                        Watermarks.endOfTime(),
                        "refusals",
                        INPUT)
                .setParallelism(1)
                .uid("refusals");
        records.union(refusals)
                .connect(epochs.broadcast())
                .process(new EpochFeed(), INPUT)
                .setParallelism(parallelism)
                .uid("epoch-feed")
                .name("epoch feed")
                .sinkTo(new ArchiveSink(
                        settings.clickHouse(),
                        NAME,
                        settings.stateLifetimes().lateness(),
                        settings.archiveBatchRows(),
                        settings.archiveBatchDelay()))
                .setParallelism(parallelism)
                .uid("archive-sink")
                .name("archive sink");
    }
}
