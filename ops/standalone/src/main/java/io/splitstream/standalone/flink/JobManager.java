package io.splitstream.standalone.flink;

import io.splitstream.standalone.process.JavaCommand;
import io.splitstream.standalone.process.Launch;
import io.splitstream.standalone.process.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JobManager as a part of the stack. What the jobs are told reaches them by its environment. */
public final class JobManager implements Part {
    /** The part's name. */
    public static final String NAME = "jobmanager";

    private final FlinkFiles files;
    private final ClusterShape shape;
    private final FlinkRest rest;
    private final Map<String, String> jobSettings;
    private final Set<String> uses;

    /**
     * @param files where its files are
     * @param shape its configuration
     * @param rest how to ask it
     * @param jobSettings environment of the jobs' main methods
     * @param uses the parts that the jobs read and write
     */
    public JobManager(
            FlinkFiles files, ClusterShape shape, FlinkRest rest, Map<String, String> jobSettings, Set<String> uses) {
        this.files = files;
        this.shape = shape;
        this.rest = rest;
        this.jobSettings = Map.copyOf(jobSettings);
        this.uses = Set.copyOf(uses);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> uses() {
        return uses;
    }

    @Override
    public Set<String> waitsFor() {
        // The keeper waits before it submits jobs; the cluster itself needs nobody.
        return Set.of();
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        FlinkProcess.prepare(files, shape, NAME);
        Files.createDirectories(files.checkpoints());
    }

    @Override
    public Launch launch() {
        Map<String, String> environment = new HashMap<>(jobSettings);
        environment.putAll(FlinkProcess.ENVIRONMENT);
        List<String> flags = FlinkProcess.flags(
                files,
                NAME,
                List.of(
                        "-Xms64m",
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        // It has little to do, and compiling that well is most of it.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MaxDirectMemorySize=128m"));
        return new JavaCommand(
                        files.classPath(),
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        flags,
                        List.of("--configDir", files.configuration(NAME).toString(), "--executionMode", "cluster"),
                        marker())
                .launch(environment);
    }

    @Override
    public boolean isReady() throws IOException, InterruptedException {
        rest.taskManagers();
        return true;
    }

    @Override
    public String marker() {
        return FlinkProcess.marker(files, NAME);
    }
}
