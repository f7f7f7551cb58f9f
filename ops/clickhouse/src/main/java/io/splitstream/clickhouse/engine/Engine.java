package io.splitstream.clickhouse.engine;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ClickHouse engine inside this process. One for a process, and once: after {@link #stop} it cannot be opened
 * again. Thread-safe.
 *
 * <p>A connection that no request uses is held all along, for closing the last one would stop the engine. The
 * library is told to leave signals alone before the first connect: the JVM needs its own SIGSEGV handler.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** {@code RTLD_LAZY} without {@code RTLD_GLOBAL}: the library's symbols are nobody else's. */
    private static final int OPEN_FLAGS = 1;

    /** Settings that every session starts with; requests may change only what the gateway's allow-list has. */
    private static final List<String> SESSION_DEFAULTS = List.of(
            "--implicit_select=0",
            "--allow_introspection_functions=0",
            // Most of what is read is in the page cache. Handed to other threads, the columns of a few rows take some
            // hundred switches from thread to thread.
            "--local_filesystem_read_method=pread",
            // Blocks small enough that a block of wide rows, written out as JSON, stays under 8 MiB.
            "--max_block_size=16384",
            // The join of streamed JSON blocks relies on the plain layout.
            "--output_format_write_statistics=1");

    private final ChdbLibrary library;
    private final String[] arguments;
    private final SessionGate gate;
    private final EngineSession keeper;
    private final String version;
    private final String timezone;
    private final Set<String> tableFunctions;

    private Engine(ChdbLibrary library, String[] arguments, SessionGate gate, String database)
            throws QueryException, IOException {
        this.library = library;
        this.arguments = arguments;
        this.gate = gate;
        this.keeper = connect(() -> {});
        keeper.execute("CREATE DATABASE IF NOT EXISTS " + quoted(database));
        this.version = answer("SELECT version()");
        this.timezone = answer("SELECT timezone()");
        this.tableFunctions = answer("SELECT lower(name) FROM system.table_functions")
                .lines()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Loads the library and opens the data; takes a second or less, more after a crash in the middle of writes.
     *
     * @throws IOException if the engine does not start; the message says what to look at
     */
    public static Engine open(EngineOptions options) throws IOException {
        EngineFiles files = EngineFiles.prepare(options);
        ChdbLibrary library = Native.load(
                options.library().toAbsolutePath().toString(),
                ChdbLibrary.class,
                Map.of(Library.OPTION_OPEN_FLAGS, OPEN_FLAGS, Library.OPTION_STRING_ENCODING, "UTF-8"));
        library.chdb_set_signal_handlers_enabled(0);
        String[] arguments = Stream.concat(
                        Stream.of("clickhouse", "--path=" + files.data(), "--config-file=" + files.configuration()),
                        SESSION_DEFAULTS.stream())
                .toArray(String[]::new);
        SessionGate gate = new SessionGate(options.sessions(), options.queue(), options.queueTimeout());
        try {
            return new Engine(library, arguments, gate, options.database());
        } catch (QueryException e) {
            throw new IOException("The engine started but cannot be used: " + e.text(), e);
        }
    }

    /** The engine's version, as {@code SELECT version()} tells it. */
    public String version() {
        return version;
    }

    /** The engine's time zone. */
    public String timezone() {
        return timezone;
    }

    /** The names of all table functions that the engine knows, in lower case. */
    public Set<String> tableFunctions() {
        return tableFunctions;
    }

    /** How many sessions are open. */
    public int running() {
        return gate.running();
    }

    /** How many requests wait for a session. */
    public int waiting() {
        return gate.waiting();
    }

    /**
     * Opens a session; waits for its turn if as many as may are open.
     *
     * @throws QueryException TOO_MANY_SIMULTANEOUS_QUERIES if the queue is full or the wait too long, or what the
     *     engine says of the settings or the database
     */
    public EngineSession session(SessionSpec spec) throws QueryException, InterruptedException, IOException {
        gate.enter();
        EngineSession session;
        try {
            session = connect(gate::leave);
        } catch (IOException | RuntimeException e) {
            gate.leave();
            throw e;
        }
        try {
            prepare(session, spec);
            return session;
        } catch (QueryException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void prepare(EngineSession session, SessionSpec spec) throws QueryException {
        StringBuilder changes = new StringBuilder();
        spec.settings().forEach((name, value) -> changes.append(changes.isEmpty() ? "SET " : ", ")
                .append(name)
                .append(" = '")
                .append(value.replace("\\", "\\\\").replace("'", "\\'"))
                .append('\''));
        if (spec.readOnly()) {
            // Last, for nothing can be set after it.
            changes.append(changes.isEmpty() ? "SET " : ", ").append("readonly = 1");
        }
        if (!changes.isEmpty()) {
            session.execute(changes.toString());
        }
        session.execute("USE " + quoted(spec.database()));
    }

    private EngineSession connect(Runnable onClose) throws IOException {
        Memory[] texts = new Memory[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            byte[] text = arguments[i].getBytes(StandardCharsets.UTF_8);
            texts[i] = new Memory(text.length + 1L);
            texts[i].write(0, text, 0, text.length);
            texts[i].setByte(text.length, (byte) 0);
        }
        try {
            Pointer[] pointers = Arrays.copyOf(texts, texts.length, Pointer[].class);
            @Nullable Pointer connection = library.chdb_connect(pointers.length, pointers);
            if (connection == null) {
                throw new IOException(
                        "The engine gave no connection for " + String.join(" ", arguments)
                                + "; standard error has its reason. Code 76 there means that another process has the data open");
            }
            return new EngineSession(library, connection, onClose);
        } finally {
            for (Memory text : texts) {
                text.close();
            }
        }
    }

    private String answer(String sql) throws QueryException {
        try (WholeResult result = keeper.run(sql, "TabSeparated", Map.of())) {
            ByteBuffer bytes = result.bytes();
            return StandardCharsets.UTF_8.decode(bytes).toString().strip();
        }
    }

    private static String quoted(String identifier) {
        return "`" + identifier.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    /**
     * Lets no new session in, gives the running ones {@code patience}, kills what still runs, and stops the engine.
     *
     * @return whether the engine stopped; if not, leaving the process is all that is left, which is as safe as a crash
     */
    public boolean stop(Duration patience) throws InterruptedException {
        gate.shut();
        if (!gate.awaitEmpty(patience)) {
            LOG.warn("Statements still run after {} ms; killing them", patience.toMillis());
            try {
                keeper.execute("KILL QUERY WHERE 1 ASYNC");
            } catch (QueryException e) {
                LOG.warn("Cannot kill the running statements: {}", e.text());
            }
            if (!gate.awaitEmpty(patience)) {
                return false;
            }
        }
        keeper.close(); // the last connection: the tables, their merges and the background threads end here
        if (library.chdb_shutdown() != 0) {
            LOG.debug("The engine has stopped but keeps idle threads in its pool");
        }
        return true;
    }
}
