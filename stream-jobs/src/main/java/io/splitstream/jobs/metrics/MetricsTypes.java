package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.EpochStartSerializer;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.FingerprintSet;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.metrics.state.AlertSerializer;
import io.splitstream.jobs.metrics.state.ContributionChangeSerializer;
import io.splitstream.jobs.metrics.state.DefinitionSerializer;
import io.splitstream.jobs.metrics.state.FingerprintSetSerializer;
import io.splitstream.jobs.metrics.state.LogEntrySerializer;
import io.splitstream.jobs.metrics.state.PackedTotals;
import io.splitstream.jobs.metrics.state.StatisticsChangeSerializer;
import io.splitstream.jobs.metrics.state.StatisticsKeySerializer;
import io.splitstream.jobs.metrics.state.StatisticsOutputSerializer;
import io.splitstream.jobs.metrics.state.StatisticsSerializer;
import io.splitstream.jobs.metrics.state.UserKeySerializer;
import io.splitstream.jobs.metrics.state.UserTotalsSerializer;
import io.splitstream.jobs.state.SerializedType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of the job's streams and state, each with its own serializer. */
public final class MetricsTypes {
    public static final TypeInformation<LogEntry> LOG_ENTRY =
            new SerializedType<>(LogEntry.class, new LogEntrySerializer());
    public static final TypeInformation<ExperimentDefinition> DEFINITION =
            new SerializedType<>(ExperimentDefinition.class, new DefinitionSerializer());
    public static final TypeInformation<EpochStart> EPOCH =
            new SerializedType<>(EpochStart.class, new EpochStartSerializer());
    static final TypeInformation<FingerprintSet> FINGERPRINTS =
            new SerializedType<>(FingerprintSet.class, new FingerprintSetSerializer());
    public static final TypeInformation<UserKey> USER_KEY =
            new SerializedType<>(UserKey.class, new UserKeySerializer());
    public static final TypeInformation<PackedTotals> USER_TOTALS =
            new SerializedType<>(PackedTotals.class, new UserTotalsSerializer());
    public static final TypeInformation<ContributionChange> CONTRIBUTION_CHANGE =
            new SerializedType<>(ContributionChange.class, new ContributionChangeSerializer());
    static final TypeInformation<StatisticsKey> STATISTICS_KEY =
            new SerializedType<>(StatisticsKey.class, new StatisticsKeySerializer());
    static final TypeInformation<StatisticsChange> STATISTICS_CHANGE =
            new SerializedType<>(StatisticsChange.class, new StatisticsChangeSerializer());
    static final TypeInformation<Statistics> STATISTICS =
            new SerializedType<>(Statistics.class, new StatisticsSerializer());
    static final TypeInformation<StatisticsOutput> STATISTICS_OUTPUT =
            new SerializedType<>(StatisticsOutput.class, new StatisticsOutputSerializer());

    static final TypeInformation<Alert> ALERT = new SerializedType<>(Alert.class, new AlertSerializer());

    private MetricsTypes() {}
}
