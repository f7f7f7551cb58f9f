package io.splitstream.contracts.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topics of the system. A topic's partition count is chosen once: user affinity depends on it. */
public final class Topics {
    /** Events, interactions, assignments and ticks; key = the user. */
    public static final String EVENTS = "splitstream.events";

    /** The current state of each experiment; key = the experiment; compacted. */
    public static final String EXPERIMENTS = "splitstream.experiments";

    /** The current state of each session of a study; key = the session; compacted, with tombstones. */
    public static final String SESSIONS = "splitstream.sessions";

    /** The current state of each site; key = its public key; compacted, with tombstones. */
    public static final String SITES = "splitstream.sites";

    /** Tokens revoked before their expiry; key = the token's SHA-256; compacted, and dropped once all have expired. */
    public static final String REVOCATIONS = "splitstream.revocations";

    /** One record per start of a stream job; its offset is the epoch of what the job writes. */
    public static final String EPOCHS = "splitstream.epochs";

    /** Guardrail, sample-ratio and verdict alerts; key = the experiment. */
    public static final String ALERTS = "splitstream.alerts";

    /** Refused events with their reasons; bounded. */
    public static final String REJECTED = "splitstream.rejected";

    /** The longest that a token may hold which the control plane issues. */
    public static final int LONGEST_TOKEN_DAYS = 365;

    private Topics() {}

    /**
     * What to create on a broker cluster.
     *
     * @param eventPartitions partitions of {@link #EVENTS}, 1 to 1024
     * @param replicas replicas of every topic: 1 on one machine, 3 on a cluster (then two must be in sync)
     */
    public static List<TopicSpec> specs(int eventPartitions, short replicas) {
        String forever = "-1";
        String eventDays = String.valueOf(Duration.ofDays(8).toMillis());
        String rejectedDays = String.valueOf(Duration.ofDays(3).toMillis());
        String revocationDays =
                String.valueOf(Duration.ofDays(LONGEST_TOKEN_DAYS + 1).toMillis());
        return List.of(
                new TopicSpec(EVENTS, eventPartitions, replicas, Map.of("retention.ms", eventDays)),
                new TopicSpec(EXPERIMENTS, 1, replicas, Map.of("cleanup.policy", "compact")),
                new TopicSpec(SESSIONS, 1, replicas, Map.of("cleanup.policy", "compact")),
                new TopicSpec(SITES, 1, replicas, Map.of("cleanup.policy", "compact")),
                new TopicSpec(
                        REVOCATIONS,
                        1,
                        replicas,
                        Map.of("cleanup.policy", "compact,delete", "retention.ms", revocationDays)),
                new TopicSpec(EPOCHS, 1, replicas, Map.of("retention.ms", forever, "retention.bytes", forever)),
                new TopicSpec(ALERTS, 1, replicas, Map.of("retention.ms", eventDays)),
                new TopicSpec(
                        REJECTED, 1, replicas, Map.of("retention.ms", rejectedDays, "retention.bytes", "268435456")));
    }
}
