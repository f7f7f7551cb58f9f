package io.splitstream.benchmarks.report;

import io.splitstream.benchmarks.client.Credentials;

/**
 * What to run.
 *
 * @param credentials of the stack to measure
 * @param quick whether to spend less time, for figures that are rougher
 */
public record BenchmarkRequest(Credentials credentials, boolean quick) {}
