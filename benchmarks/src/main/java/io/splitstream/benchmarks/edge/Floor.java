package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.ClassPaths;
import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.process.JavaProcess;
import io.splitstream.benchmarks.process.ProcessCosts;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the edge is compared with, each a process of its own with the edge's JVM flags. */
final class Floor {
    private Floor() {}

    /** B1, a bare HTTP server. */
    static final class Http implements AutoCloseable {
        private final JavaProcess process;
        private final int port;

        private Http(JavaProcess process, int port) {
            this.process = process;
            this.port = port;
        }

        static Http start(ClassPaths classPaths, Path directory, int port) throws IOException {
            return new Http(launch(classPaths, directory, BareServer.class, List.of(String.valueOf(port))), port);
        }

        int port() {
            return port;
        }

        JavaProcess process() {
            return process;
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** B2, a plain producer. */
    static final class Kafka implements AutoCloseable {
        private static final Duration PATIENCE = Duration.ofMinutes(2);

        private final JavaProcess process;
        private final Path directory;
        private int orders;

        private Kafka(JavaProcess process, Path directory) {
            this.process = process;
            this.directory = directory;
        }

        static Kafka start(ClassPaths classPaths, Path directory, String bootstrapServers) throws IOException {
            List<String> arguments = List.of(bootstrapServers, "5", String.valueOf(128 * 1024), "lz4");
            return new Kafka(launch(classPaths, directory, PlainProducer.class, arguments), directory);
        }

        /**
         * Sends for a time.
         *
         * @param rate records a second; 0 for as fast as it goes
         */
        Sent send(int rate, Duration length) throws IOException, InterruptedException {
            Path answer = directory.resolve("plain-producer-" + orders++);
            ProcessCosts before = process.costs();
            String order = rate + " " + length.toSeconds() + " " + answer + "\n";
            process.input().write(order.getBytes(StandardCharsets.US_ASCII));
            process.input().flush();
            long deadline = System.nanoTime() + length.plus(PATIENCE).toNanos();
            while (!Files.exists(answer)) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw new MeasurementException("the plain producer gave no answer; " + process.tail(), null);
                }
                Thread.sleep(5);
            }
            double cpu = process.costs().cpuSeconds() - before.cpuSeconds();
            String[] words = Files.readString(answer).split(" ", -1);
            if (!words[4].equals("0")) {
                throw new MeasurementException("the plain producer lost " + words[4] + " records", null);
            }
            long records = Long.parseLong(words[0]);
            return new Sent(
                    records / Double.parseDouble(words[1]),
                    cpu * 1e6 / records,
                    Long.parseLong(words[2]) / 1000.0,
                    Long.parseLong(words[3]) / 1000.0);
        }

        JavaProcess process() {
            return process;
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** What the plain producer did. */
    record Sent(double perSecond, double cpuMicrosEach, double p50Millis, double p99Millis) {}

    private static JavaProcess launch(ClassPaths classPaths, Path directory, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> flags = new java.util.ArrayList<>(EdgeProcess.ordinaryFlags());
        flags.add("-cp");
        flags.add(classPaths.of("benchmarks"));
        return JavaProcess.start(
                directory.resolve(main.getSimpleName() + ".log"),
                flags,
                main.getName(),
                arguments,
                java.util.Map.of("MALLOC_ARENA_MAX", "2"));
    }
}
