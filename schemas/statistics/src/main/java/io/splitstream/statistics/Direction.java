package io.splitstream.statistics;

/** Which way a metric gets better. */
public enum Direction {
    UP,
    DOWN;

    /** How much a difference (test minus control) improves the metric: positive is better, whatever the direction. */
    public double improvement(double difference) {
        return this == UP ? difference : 0.0 - difference;
    }
}
