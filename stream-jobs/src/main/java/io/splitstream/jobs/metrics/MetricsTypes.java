package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.EpochStartSerializer;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.FingerprintSet;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsInput;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.metrics.state.AlertSerializer;
import io.splitstream.jobs.metrics.state.ContributionOutputSerializer;
import io.splitstream.jobs.metrics.state.DefinitionSerializer;
import io.splitstream.jobs.metrics.state.FingerprintSetSerializer;
import io.splitstream.jobs.metrics.state.LogEntrySerializer;
import io.splitstream.jobs.metrics.state.PackedTotals;
import io.splitstream.jobs.metrics.state.StatisticsInputSerializer;
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
    public static final TypeInformation<ContributionOutput> CONTRIBUTION_OUTPUT =
            new SerializedType<>(ContributionOutput.class, new ContributionOutputSerializer());
    static final TypeInformation<StatisticsKey> STATISTICS_KEY =
            new SerializedType<>(StatisticsKey.class, new StatisticsKeySerializer());
    static final TypeInformation<StatisticsInput> STATISTICS_INPUT =
            new SerializedType<>(StatisticsInput.class, new StatisticsInputSerializer());
    static final TypeInformation<Statistics> STATISTICS =
            new SerializedType<>(Statistics.class, new StatisticsSerializer());
    static final TypeInformation<StatisticsOutput> STATISTICS_OUTPUT =
            new SerializedType<>(StatisticsOutput.class, new StatisticsOutputSerializer());

    static final TypeInformation<Alert> ALERT = new SerializedType<>(Alert.class, new AlertSerializer());

    private MetricsTypes() {}
}
