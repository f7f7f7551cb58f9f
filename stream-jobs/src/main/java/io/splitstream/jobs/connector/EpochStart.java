package io.splitstream.jobs.connector;

import java.io.Serializable;

/**
 * The beginning of an epoch: everything that a job writes until it is started again carries its number.
 *
 * @param epoch strictly larger at every start of the job
 * @param loggedAt log time of the start, milliseconds since the epoch
 */
public record EpochStart(long epoch, long loggedAt) implements Serializable {}
