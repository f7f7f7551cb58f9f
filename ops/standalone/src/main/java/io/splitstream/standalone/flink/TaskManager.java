package io.splitstream.standalone.flink;

import io.splitstream.standalone.process.JavaCommand;
import io.splitstream.standalone.process.Launch;
import io.splitstream.standalone.process.Part;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The TaskManager as a part of the stack. It falls with the JobManager: a new JobManager knows nothing of the tasks
 * that still run, so they would only hold memory and slots until they time out.
 */
public final class TaskManager implements Part {
    /** The part's name. */
    public static final String NAME = "taskmanager";

    private final FlinkFiles files;
    private final ClusterShape shape;
    private final FlinkRest rest;
    private final Set<String> uses;

    /**
     * @param files where its files are
     * @param shape its configuration
     * @param rest how to ask the JobManager
     * @param uses the parts that the jobs read and write
     */
    public TaskManager(FlinkFiles files, ClusterShape shape, FlinkRest rest, Set<String> uses) {
        this.files = files;
        this.shape = shape;
        this.rest = rest;
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
        return Set.of();
    }

    @Override
    public Set<String> fallsWith() {
        return Set.of(JobManager.NAME);
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        FlinkProcess.prepare(files, shape, NAME);
    }

    @Override
    public Launch launch() {
        List<String> flags = FlinkProcess.flags(
                files,
                NAME,
                List.of(
                        "-Xms256m",
                        "-Xmx" + ClusterShape.TASK_MANAGER_HEAP + "m",
                        "-XX:+UseG1GC",
                        // What is half a region and more makes G1 mark the whole heap; fetches and batches have
                        // megabytes.
                        "-XX:G1HeapRegionSize=32m",
                        "-XX:MaxDirectMemorySize=" + ClusterShape.TASK_MANAGER_DIRECT + "m"));
        return new JavaCommand(
                        files.classPath(),
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        flags,
                        List.of("--configDir", files.configuration(NAME).toString()),
                        marker())
                .launch(FlinkProcess.ENVIRONMENT);
    }

    @Override
    public boolean isReady() throws IOException, InterruptedException {
        return rest.taskManagers() > 0;
    }

    @Override
    public String marker() {
        return FlinkProcess.marker(files, NAME);
    }
}
