package io.splitstream.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process used since its start, as Linux tells: {@code /proc/PID/stat} and {@code /proc/PID/status}.
 *
 * @param cpuSeconds user and system time of all its threads, in steps of 10 ms
 * @param residentBytes memory it holds now
 */
public record ProcessCosts(double cpuSeconds, long residentBytes) {
    /** Linux counts CPU time in hundredths of a second for user space, whatever its own tick. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** Of a process that runs. */
    public static ProcessCosts of(long pid) throws IOException {
        Path directory = Path.of("/proc", String.valueOf(pid));
        String stat = Files.readString(directory.resolve("stat"));
        // The program's name, in parentheses, may hold anything; fields are counted behind it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]);
        List<String> status = Files.readAllLines(directory.resolve("status"));
        long kibibytes = status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        return new ProcessCosts(ticks / TICKS_PER_SECOND, kibibytes * 1024);
    }
}
