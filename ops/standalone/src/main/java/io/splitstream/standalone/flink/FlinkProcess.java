package io.splitstream.standalone.flink;

import io.splitstream.standalone.process.OneShot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the two processes of the cluster have in common. */
final class FlinkProcess {
    /** Fewer malloc arenas: with many threads they hold tens of megabytes that nobody uses. */
    static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private FlinkProcess() {}

    static String marker(FlinkFiles files, String part) {
        return part + "@" + files.directory();
    }

    /** Flags of the JVM: those that both need, and those of the one. */
    static List<String> flags(FlinkFiles files, String part, List<String> own) {
        List<String> flags = new ArrayList<>(own);
        flags.add("-XX:MaxMetaspaceSize=" + ClusterShape.METASPACE + "m");
        flags.add("-Djava.io.tmpdir=" + files.scratch(part));
        flags.add("-Dlogback.configurationFile=" + files.logback());
        // Kryo and Flink's closure cleaner look into these.
        flags.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        flags.add("--add-opens=java.base/java.time=ALL-UNNAMED");
        return flags;
    }

    /** Writes the configuration, and empties the scratch directory: a killed process could not tidy up its own. */
    static void prepare(FlinkFiles files, ClusterShape shape, String part) throws IOException, InterruptedException {
        Path scratch = files.scratch(part);
        OneShot.run(List.of("rm", "-rf", scratch.toString()));
        Files.createDirectories(scratch);
        Files.createDirectories(files.configuration(part));
        Files.writeString(files.configuration(part).resolve("config.yaml"), shape.yaml(scratch));
    }
}
