package io.splitstream.benchmarks.report;

/** Something that can be measured on a running stack. */
public interface Benchmark {
    /** What it is called on the command line. */
    String name();

    /** What it measures, in one line. */
    String purpose();

    /**
     * Measures.
     *
     * @throws MeasurementException if there is no figure to trust
     */
    Figures run(BenchmarkRequest request) throws InterruptedException;
}
