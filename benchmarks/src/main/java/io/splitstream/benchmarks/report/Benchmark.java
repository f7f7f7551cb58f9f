package io.splitstream.benchmarks.report;

/** Something that can be measured, mostly on a running stack. */
public interface Benchmark {
    /** What it is called on the command line. */
    String name();

    /** What it measures, in one line. */
    String purpose();

    /** Whether it measures a running stack; one that does not brings its own processes, or none. */
    default boolean needsStack() {
        return true;
    }

    /**
     * Measures.
     *
     * @throws MeasurementException if there is no figure to trust
     */
    Figures run(BenchmarkRequest request) throws InterruptedException;
}
