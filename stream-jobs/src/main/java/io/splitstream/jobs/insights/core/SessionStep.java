package io.splitstream.jobs.insights.core;

import io.splitstream.contracts.event.Interaction;
import io.splitstream.contracts.event.InteractionType;

/**
 * A step and whose it is.
 *
 * @param loggedAt milliseconds since the epoch: when the broker appended it
 */
public record SessionStep(SessionKey key, Step step, long loggedAt) implements SessionEntry {
    /** The part of an interaction of the log that the insights look at. */
    public static SessionStep of(Interaction interaction, long loggedAt) {
        String subject = interaction.type() == InteractionType.NAVIGATION ? interaction.url() : interaction.target();
        SessionKey key = new SessionKey(
                interaction.workspaceId(),
                interaction.studyId(),
                interaction.sessionId(),
                interaction.testerId(),
                interaction.variant());
        Step step = new Step(
                interaction.eventId(), interaction.type(), subject == null ? "" : subject, interaction.timestamp());
        return new SessionStep(key, step, loggedAt);
    }
}
