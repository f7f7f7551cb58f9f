package io.splitstream.jobs.insights;

import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.EpochStartSerializer;
import io.splitstream.jobs.insights.core.InsightOutput;
import io.splitstream.jobs.insights.core.SessionEntry;
import io.splitstream.jobs.insights.core.SessionKey;
import io.splitstream.jobs.insights.core.SessionStep;
import io.splitstream.jobs.insights.core.Timeline;
import io.splitstream.jobs.insights.state.InsightOutputSerializer;
import io.splitstream.jobs.insights.state.SessionEntrySerializer;
import io.splitstream.jobs.insights.state.SessionKeySerializer;
import io.splitstream.jobs.insights.state.SessionStepSerializer;
import io.splitstream.jobs.insights.state.TimelineSerializer;
import io.splitstream.jobs.state.SerializedType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of the job's streams and state, each with its own serializer. */
final class InsightTypes {
    static final TypeInformation<SessionEntry> ENTRY =
            new SerializedType<>(SessionEntry.class, new SessionEntrySerializer());
    static final TypeInformation<SessionStep> STEP =
            new SerializedType<>(SessionStep.class, new SessionStepSerializer());
    static final TypeInformation<SessionKey> KEY = new SerializedType<>(SessionKey.class, new SessionKeySerializer());
    static final TypeInformation<Timeline> TIMELINE = new SerializedType<>(Timeline.class, new TimelineSerializer());
    static final TypeInformation<EpochStart> EPOCH = new SerializedType<>(EpochStart.class, new EpochStartSerializer());
    static final TypeInformation<InsightOutput> OUTPUT =
            new SerializedType<>(InsightOutput.class, new InsightOutputSerializer());

    private InsightTypes() {}
}
