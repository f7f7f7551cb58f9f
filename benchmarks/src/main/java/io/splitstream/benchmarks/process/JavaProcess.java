package io.splitstream.benchmarks.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of our own, from its start to its end. Its output goes to a file. Linux only. */
public final class JavaProcess implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param log gets its output, appended
     * @param flags of the JVM, class path among them
     * @param environment added to this process's own
     */
    public static JavaProcess start(
            Path log, List<String> flags, String mainClass, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), log);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it used so far. */
    public ProcessCosts costs() throws IOException {
        return ProcessCosts.of(process.pid());
    }

    /** What it reads as its input. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Sends a signal by its name, {@code STOP} for instance. */
    public void signal(String name) throws IOException, InterruptedException {
        Signals.send(name, process.pid());
    }

    /**
     * Gives its JVM a diagnostic command, as {@code jcmd} does.
     *
     * @throws IOException if it was not carried out
     */
    public void command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(String.valueOf(process.pid()));
        command.addAll(List.of(words));
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + " was not carried out: " + output);
        }
    }

    /**
     * Waits for its end.
     *
     * @throws IOException if it takes longer than the limit, or ends with another status than 0
     */
    public void awaitSuccess(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new IOException("still running after " + limit + "; " + tail());
        }
        if (process.exitValue() != 0) {
            throw new IOException("ended with " + process.exitValue() + "; " + tail());
        }
    }

    /** Ends it as {@code kill -9} does; returns once it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Sends SIGTERM and waits.
     *
     * @return how long it took
     * @throws IOException if it ended with another status than 0, or had to be killed
     */
    public Duration stop() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        awaitSuccess(LONGEST_STOP);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The end of its log, for a failure's message. */
    public String tail() throws IOException {
        String text = Files.exists(log) ? Files.readString(log) : "";
        return "its log ends: " + text.substring(Math.max(0, text.length() - 1500));
    }

    /** Ends it without asking. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
