package io.splitstream.jobs.archive.core;

import io.splitstream.contracts.event.EventSource;
import io.splitstream.contracts.event.EventView;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.event.Interaction;
import io.splitstream.contracts.event.InteractionDetails;
import io.splitstream.jobs.core.Lateness;

/**
 * An event and where it stands in the log.
 *
 * @param loggedAt milliseconds since the epoch: when the broker appended it
 */
public record ArchivedEvent(EventSource event, int partition, long offset, long loggedAt) {

    /** An interaction among the events: the study as the experiment, the tester as the user, the rest as its data. */
    public static ArchivedEvent of(Interaction interaction, int partition, long offset, long loggedAt) {
        ExperimentEvent event = new ExperimentEvent(
                interaction.eventId(),
                interaction.workspaceId(),
                interaction.studyId(),
                interaction.variant(),
                interaction.testerId(),
                interaction.type().word(),
                null,
                InteractionDetails.json(interaction),
                interaction.sessionId(),
                interaction.timestamp(),
                interaction.timestampReplaced(),
                interaction.receivedAt(),
                InteractionDetails.SOURCE,
                interaction.userAgentClass(),
                interaction.address());
        return new ArchivedEvent(EventView.of(event), partition, offset, loggedAt);
    }

    /** Which copy of an identity is kept: the one of the largest version, that is of the lowest offset. */
    public long version() {
        // 2^63 - offset, in 64 bits without a sign; an offset is at least 0.
        return Long.MIN_VALUE - offset;
    }

    /** Whether it was logged too late to count. */
    public boolean late(Lateness lateness) {
        return lateness.isLate(event.timestamp(), loggedAt);
    }
}
