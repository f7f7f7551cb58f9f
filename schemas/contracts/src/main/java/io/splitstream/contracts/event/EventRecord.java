package io.splitstream.contracts.event;

/** A record of topic {@code splitstream.events}. */
public sealed interface EventRecord permits ExperimentEvent, Interaction, Assignment, Tick {}
