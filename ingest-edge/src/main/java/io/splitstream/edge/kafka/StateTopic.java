package io.splitstream.edge.kafka;

import io.splitstream.contracts.definition.DefinitionCodec;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.StateCodec;
import io.splitstream.contracts.definition.StudySession;
import io.splitstream.contracts.identity.RevokedToken;
import io.splitstream.contracts.site.Site;
import io.splitstream.contracts.site.SiteCodec;
import io.splitstream.contracts.topic.Topics;

/**
 * A compacted topic of one partition that the edge keeps in memory.
 *
 * @param topic its name
 * @param what what it holds, in the plural; names the thread, the client and the snapshot
 * @param codec of its records
 */
public record StateTopic<T>(String topic, String what, StateCodec<T> codec) {
    /** The experiments. */
    public static final StateTopic<ExperimentDefinition> EXPERIMENTS =
            new StateTopic<>(Topics.EXPERIMENTS, "definitions", new DefinitionCodec());

    /** The sessions of studies. */
    public static final StateTopic<StudySession> SESSIONS =
            new StateTopic<>(Topics.SESSIONS, "sessions", new StateCodec<>(StudySession.class));

    /** The revoked tokens. */
    public static final StateTopic<RevokedToken> REVOCATIONS =
            new StateTopic<>(Topics.REVOCATIONS, "revocations", new StateCodec<>(RevokedToken.class));

    /** The sites. */
    public static final StateTopic<Site> SITES = new StateTopic<>(Topics.SITES, "sites", new SiteCodec());
}
