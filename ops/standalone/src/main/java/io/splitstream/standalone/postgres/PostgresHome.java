package io.splitstream.standalone.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where the server's files are. They belong below the stack's data directory. But root's server runs as another
 * account, which cannot pass through, say, {@code /root}: then they are kept in {@code /var/lib/splitstream}, in a
 * directory of their own that the file {@code postgres.location} in the data directory names. The choice is made
 * at the first start and holds from then on.
 */
final class PostgresHome {
    private final Path dataDirectory;
    private final Path elsewhere;
    private final ServerAccount account;

    /**
     * @param dataDirectory of the stack
     * @param elsewhere holds the directories of servers that cannot reach theirs
     * @param account that the server runs as
     */
    PostgresHome(Path dataDirectory, Path elsewhere, ServerAccount account) {
        this.dataDirectory = dataDirectory;
        this.elsewhere = elsewhere;
        this.account = account;
    }

    /** The directory, created private to the account if it is not there. */
    Path obtain() throws IOException, InterruptedException {
        Path location = dataDirectory.resolve("postgres.location");
        Path below = dataDirectory.resolve("postgres");
        Path home = below;
        if (Files.exists(location)) {
            home = Path.of(Files.readString(location, StandardCharsets.UTF_8).strip());
            if (!Files.isDirectory(home)) {
                throw new IOException("PostgreSQL's files are missing: " + location + " says they are in " + home
                        + "; bring that directory back, or start on another --data directory");
            }
            return home;
        }
        account.createPrivateDirectory(below);
        if (!account.reaches(below)) {
            Files.delete(below);
            home = elsewhere.resolve(UUID.randomUUID().toString());
            account.createPrivateDirectory(home);
            Files.writeString(location, home + "\n", StandardCharsets.UTF_8);
        }
        return home;
    }
}
