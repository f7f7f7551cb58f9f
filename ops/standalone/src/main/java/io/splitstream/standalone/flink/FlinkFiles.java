package io.splitstream.standalone.flink;

import java.nio.file.Path;

/**
 * What the cluster reads and writes.
 *
 * @param classPath of JobManager and TaskManager; it has the jobs as well
 * @param directory of configuration, scratch files and checkpoints
 * @param logback configuration of what they print
 */
public record FlinkFiles(String classPath, Path directory, Path logback) {
    /** Where each job keeps its checkpoints, in a directory of its name; to be kept between starts. */
    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    /** The directory of a process's {@code config.yaml}. */
    Path configuration(String part) {
        return directory.resolve("conf-" + part);
    }

    /** Scratch files of a process, of no use to its successor. */
    Path scratch(String part) {
        return directory.resolve("tmp-" + part);
    }
}
