package io.splitstream.standalone.flink;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cluster's configuration.
 *
 * @param restPort of the JobManager's REST interface
 * @param rpcPort of the JobManager's own protocol
 * @param slots of the TaskManager: as many as the parallelisms of all jobs together
 */
public record ClusterShape(int restPort, int rpcPort, int slots) {
    /** The jobs' share of the TaskManager's heap, in MiB: with their state, over 1 KiB a user at the peak. */
    private static final int TASK_HEAP = 1_920;

    /** Heap of the TaskManager's JVM, in MiB: Flink's own share and the jobs'. Taken as the state grows. */
    static final int TASK_MANAGER_HEAP = 128 + TASK_HEAP;

    /** Direct memory of the TaskManager's JVM, in MiB: Flink's own share, the jobs' and the network buffers. */
    static final int TASK_MANAGER_DIRECT = 64 + 64 + 96;

    /** Class metadata of either JVM, in MiB at most. */
    static final int METASPACE = 192;

    /**
     * The text of {@code config.yaml}. The memory figures only tell Flink what the JVM was started with.
     *
     * @param scratch for temporary files; each process its own, for it is emptied at that process's start, and the
     *     JobManager keeps the jobs' jars there
     */
    String yaml(Path scratch) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("jobmanager.rpc.address", "127.0.0.1");
        settings.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        settings.put("jobmanager.bind-host", "127.0.0.1");
        settings.put("rest.address", "127.0.0.1");
        settings.put("rest.bind-address", "127.0.0.1");
        settings.put("rest.port", Integer.toString(restPort));
        settings.put("taskmanager.host", "127.0.0.1");
        settings.put("taskmanager.bind-host", "127.0.0.1");
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        settings.put("taskmanager.cpu.cores", "2.0");
        settings.put("taskmanager.memory.framework.heap.size", "128m");
        settings.put("taskmanager.memory.task.heap.size", TASK_HEAP + "m");
        settings.put("taskmanager.memory.framework.off-heap.size", "64m");
        settings.put("taskmanager.memory.task.off-heap.size", "64m");
        settings.put("taskmanager.memory.network.min", "96m");
        settings.put("taskmanager.memory.network.max", "96m");
        settings.put("taskmanager.memory.managed.size", "0m");
        settings.put("taskmanager.memory.jvm-metaspace.size", METASPACE + "m");
        settings.put("taskmanager.memory.jvm-overhead.min", "128m");
        settings.put("taskmanager.memory.jvm-overhead.max", "128m");
        settings.put("io.tmp.dirs", scratch.toString());
        settings.put("heartbeat.interval", "1 s");
        settings.put("heartbeat.timeout", "6 s");
        settings.put("execution.checkpointing.num-retained", "3");
        settings.put("restart-strategy.type", "fixed-delay");
        settings.put("restart-strategy.fixed-delay.attempts", Integer.toString(Integer.MAX_VALUE));
        settings.put("restart-strategy.fixed-delay.delay", "500 ms");
        settings.put("cluster.registration.initial-timeout", "100 ms");
        settings.put("cluster.registration.max-timeout", "1 s");
        settings.put("taskmanager.registration.timeout", "1 h");
        settings.put("web.cancel.enable", "true");
        // The jobs are on the class path: a TaskManager that starts loads what they share once, not once for each of
        // them.
        settings.put("classloader.resolve-order", "parent-first");
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + ": '" + entry.getValue() + "'\n")
                .collect(Collectors.joining());
    }
}
