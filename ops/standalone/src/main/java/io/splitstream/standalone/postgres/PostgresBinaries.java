package io.splitstream.standalone.postgres;

import io.splitstream.standalone.process.OneShot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/**
 * The server's programs, unpacked once from the artifact on the class path into a cache that starts of any data
 * directory share.
 */
final class PostgresBinaries {
    private final Path cache;
    private final String version;
    private final String architecture;

    /**
     * @param cache holds a directory for each version
     * @param version of the artifact
     * @param architecture as the JVM names it: {@code amd64}, {@code aarch64}
     */
    PostgresBinaries(Path cache, String version, String architecture) {
        this.cache = cache;
        this.version = version;
        this.architecture = architecture;
    }

    /** The directory with {@code bin}, {@code lib} and {@code share}, unpacked if it is not there. */
    Path unpack() throws IOException, InterruptedException {
        Path home = cache.resolve("postgresql-" + version);
        if (Files.isDirectory(home)) {
            return home;
        }
        Files.createDirectories(cache);
        Path archive = Files.createTempFile(cache, "postgresql", ".txz");
        Path unpacked = Files.createTempDirectory(cache, "postgresql");
        try (InputStream resource = open()) {
            Files.write(archive, resource.readAllBytes());
            OneShot.run(List.of("tar", "-xJf", archive.toString(), "--no-same-owner", "-C", unpacked.toString()));
            Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
            putInPlace(unpacked, home);
        } finally {
            Files.deleteIfExists(archive);
        }
        return home;
    }

    /** One rename: a start beside this one sees all of it or nothing, and may have been first. */
    private static void putInPlace(Path unpacked, Path home) throws IOException, InterruptedException {
        try {
            Files.move(unpacked, home);
        } catch (IOException e) {
            OneShot.run(List.of("rm", "-rf", unpacked.toString()));
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private InputStream open() throws IOException {
        String name = "/postgres-linux-" + (architecture.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
        InputStream resource = PostgresBinaries.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException(
                    String.format(Locale.ROOT, "no PostgreSQL for Linux on %s in this build (%s)", architecture, name));
        }
        return resource;
    }
}
