package io.splitstream.jobs.insights;

import io.splitstream.contracts.topic.Topics;
import io.splitstream.jobs.connector.EpochSource;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.KafkaTopic;
import io.splitstream.jobs.connector.NewestRowsSink;
import io.splitstream.jobs.connector.Watermarks;
import io.splitstream.jobs.insights.core.SessionEntry;
import io.splitstream.jobs.insights.core.SessionStep;
import io.splitstream.jobs.runtime.JobEnvironment;
import io.splitstream.jobs.runtime.JobSettings;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** The job {@code session-insights}: wiring only. */
public final class SessionInsightsJob {
    /** The job's name: in Flink, in Kafka, in the progress rows and in the path of its checkpoints. */
    public static final String NAME = "session-insights";

    private SessionInsightsJob() {}

    /** Submits the job to the cluster whose process runs this, with the settings of its environment. */
    public static void main(String[] arguments) throws Exception {
        JobSettings settings = JobSettings.load(System.getenv());
        StreamExecutionEnvironment environment = JobEnvironment.create(NAME, settings);
        wire(environment, settings);
        environment.execute(NAME);
    }

    /** Testers are few and their interactions far apart: one subtask takes them all. */
    static void wire(StreamExecutionEnvironment environment, JobSettings settings) {
        environment.setParallelism(1);
        KafkaTopic topic = new KafkaTopic(settings.bootstrapServers(), Topics.EVENTS, NAME);
        DataStream<EpochStart> epochs = environment
                .fromSource(
                        new EpochSource(settings.bootstrapServers(), NAME),
                        Watermarks.endOfTime(),
                        "epochs",
                        InsightTypes.EPOCH)
                .uid("epochs");
        environment
                .fromSource(
                        topic.sourceOfAll(new SessionEntryDeserializer(), settings.acceptsMissingEvents()),
                        Watermarks.ofLogTime(),
                        "events",
                        InsightTypes.ENTRY)
                .uid("events")
                .flatMap(new OnlySteps())
                .returns(InsightTypes.STEP)
                .uid("only-steps")
                .name("only steps")
                .keyBy(SessionStep::key, InsightTypes.KEY)
                .connect(epochs.broadcast())
                .transform(
                        "insights",
                        InsightTypes.OUTPUT,
                        new InsightOperator(
                                settings.frustration(),
                                settings.stateLifetimes().lateness()))
                .uid("insights")
                .sinkTo(new NewestRowsSink<>(settings.clickHouse(), NAME, new InsightFormat()))
                .uid("insights-sink")
                .name("insights sink");
    }

    /** Ticks have done their work once their log time is known. */
    private static final class OnlySteps implements FlatMapFunction<SessionEntry, SessionStep> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(SessionEntry entry, Collector<SessionStep> out) {
            if (entry instanceof SessionStep step) {
                out.collect(step);
            }
        }
    }
}
