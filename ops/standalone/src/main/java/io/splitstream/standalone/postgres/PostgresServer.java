package io.splitstream.standalone.postgres;

import io.splitstream.standalone.process.Launch;
import io.splitstream.standalone.process.OneShot;
import io.splitstream.standalone.process.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL as a part of the stack; ready once the API's role and database exist. Durable: fsync is on. Passwords
 * are asked for (SCRAM) even on loopback.
 */
public final class PostgresServer implements Part {
    /** The part's name. */
    public static final String NAME = "postgres";

    private static final Path ELSEWHERE = Path.of("/var/lib/splitstream/postgres");

    private final PostgresHome home;
    private final PostgresBinaries binaries;
    private final ServerAccount account;
    private final ServerDatabase database;
    private final int port;
    private final String ownerPassword;

    // Set by prepare, on another thread than launch.
    private volatile @Nullable Path cluster;
    private volatile @Nullable Path programs;

    /**
     * @param dataDirectory of the stack
     * @param cache for the server's programs
     * @param version of the server
     * @param port where it listens
     * @param ownerPassword of the superuser
     * @param password of the API's role
     */
    public PostgresServer(
            Path dataDirectory, Path cache, String version, int port, String ownerPassword, String password) {
        this.account = ServerAccount.forUser(System.getProperty("user.name"));
        this.home = new PostgresHome(dataDirectory, ELSEWHERE, account);
        this.binaries = new PostgresBinaries(cache, version, System.getProperty("os.arch"));
        this.database = new ServerDatabase(port, ownerPassword, password);
        this.port = port;
        this.ownerPassword = ownerPassword;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> uses() {
        return Set.of();
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path unpacked = binaries.unpack();
        Path directory = home.obtain();
        Path data = directory.resolve("data");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialize(unpacked, directory, data);
        }
        programs = unpacked;
        cluster = data;
    }

    @Override
    public Launch launch() throws IOException {
        Path program = programs;
        Path data = cluster;
        if (program == null || data == null) {
            throw new IOException("PostgreSQL was not prepared");
        }
        List<String> command =
                new ArrayList<>(List.of(program.resolve("bin/postgres").toString(), "-D", data.toString()));
        settings().forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return new Launch(account.as(command), Map.of("LC_ALL", "C"));
    }

    @Override
    public boolean isReady() throws IOException {
        database.ensure();
        return true;
    }

    @Override
    public String marker() {
        return "port=" + port;
    }

    @Override
    public String stopSignal() {
        // Fast shutdown: sessions are ended, not waited for.
        return "INT";
    }

    private Map<String, String> settings() {
        return Map.of(
                "listen_addresses", "127.0.0.1",
                "port", Integer.toString(port),
                "unix_socket_directories", "",
                "shared_buffers", "32MB",
                "max_connections", "50",
                "max_wal_size", "256MB",
                "jit", "off",
                "log_line_prefix", "%m [%p] ");
    }

    /** Sets up a cluster aside and puts it in place by a rename, so that one cut short is not taken for whole. */
    private void initialize(Path unpacked, Path directory, Path data) throws IOException, InterruptedException {
        Path fresh = directory.resolve("data.new");
        OneShot.run(List.of("rm", "-rf", fresh.toString()));
        account.createPrivateDirectory(fresh);
        Path password = directory.resolve("password.new");
        Files.writeString(password, ownerPassword + "\n", StandardCharsets.US_ASCII);
        try {
            OneShot.run(account.as(List.of(
                    unpacked.resolve("bin/initdb").toString(),
                    "-D",
                    fresh.toString(),
                    "--username=" + ServerDatabase.OWNER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-instructions")));
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, data);
    }
}
