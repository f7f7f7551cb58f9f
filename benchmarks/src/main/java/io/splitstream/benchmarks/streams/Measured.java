package io.splitstream.benchmarks.streams;

import java.util.Arrays;
import java.util.List;

/**
 * What one run gave, and its form on the way between two JVMs.
 *
 * @param events that were counted, copies included
 * @param seconds they took
 * @param cpuSeconds of all threads of the process meanwhile, garbage collection and compilation included
 * @param heapBytes that the process held afterwards, beyond what it held before
 */
record Measured(long events, double seconds, double cpuSeconds, long heapBytes) {
    private static final String MARK = "measured ";

    double eventsPerSecond() {
        return events / seconds;
    }

    double eventsPerCpuSecond() {
        return events / cpuSeconds;
    }

    String line() {
        return MARK + events + " " + seconds + " " + cpuSeconds + " " + heapBytes;
    }

    /**
     * Of the output of a process.
     *
     * @throws IllegalArgumentException if it says nothing of it
     */
    static Measured of(List<String> output) {
        for (String line : output) {
            if (line.startsWith(MARK)) {
                List<String> fields =
                        Arrays.asList(line.substring(MARK.length()).split(" ", -1));
                return new Measured(
                        Long.parseLong(fields.get(0)),
                        Double.parseDouble(fields.get(1)),
                        Double.parseDouble(fields.get(2)),
                        Long.parseLong(fields.get(3)));
            }
        }
        throw new IllegalArgumentException("nothing was measured; the output ends: "
                + output.subList(Math.max(0, output.size() - 20), output.size()));
    }
}
