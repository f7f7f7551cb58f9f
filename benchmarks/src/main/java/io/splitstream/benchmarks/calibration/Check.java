package io.splitstream.benchmarks.calibration;

/**
 * One count that must lie within bounds.
 *
 * @param what lower case with underscores
 * @param count seen
 * @param least at least
 * @param most at most
 */
record Check(String what, long count, long least, long most) {
    boolean isKept() {
        return least <= count && count <= most;
    }
}
