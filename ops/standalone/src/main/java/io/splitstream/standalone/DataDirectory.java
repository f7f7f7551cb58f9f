package io.splitstream.standalone;

import io.splitstream.standalone.process.RunFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Everything that outlives a stop. Others may pass through, for PostgreSQL's own account does, but see nothing.
 *
 * @param root absolute
 */
record DataDirectory(Path root) {
    /** Creates what is missing. */
    void create() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        for (String name : new String[] {"run", "logs", "conf", "flink", "edge", "clickhouse", "kafka"}) {
            Path directory = Files.createDirectories(at(name));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        try (InputStream resource = DataDirectory.class.getResourceAsStream("/processes-logback.xml")) {
            if (resource == null) {
                throw new IllegalStateException("processes-logback.xml is missing from the class path");
            }
            Files.copy(resource, logback(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A file or directory below. */
    Path at(String name) {
        return root.resolve(name);
    }

    RunFiles runFiles() {
        return new RunFiles(at("run"), at("logs"));
    }

    Path credentials() {
        return at("dev-credentials.json");
    }

    /** How the processes that are not ours print: JSON lines. */
    Path logback() {
        return at("conf").resolve("logback.xml");
    }
}
