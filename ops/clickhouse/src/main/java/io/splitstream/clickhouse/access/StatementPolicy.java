package io.splitstream.clickhouse.access;

import io.splitstream.clickhouse.engine.ErrorCode;
import io.splitstream.clickhouse.engine.QueryException;
import io.splitstream.clickhouse.engine.StatementFacts;
import io.splitstream.clickhouse.engine.StatementFacts.Effect;
import io.splitstream.clickhouse.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an account may run. Immutable.
 *
 * <p>A statement must pass three times: its first word is on the account's list; it calls no function that reaches
 * outside of the database; and the engine's parser finds in it one statement, with an effect that the account may
 * have.
 */
public final class StatementPolicy {
    private static final Set<String> READING =
            Set.of("SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN");

    private static final Set<String> WRITING = Set.of(
            "INSERT",
            "CREATE",
            "ALTER",
            "DROP",
            "TRUNCATE",
            "RENAME",
            "EXCHANGE",
            "OPTIMIZE",
            "DELETE",
            "UPDATE",
            "CHECK",
            "SYSTEM",
            "KILL",
            "DETACH",
            "ATTACH",
            "UNDROP");

    /** Verbs whose effect the engine calls control, and that a writer may use all the same. */
    private static final Set<String> CONTROLLING = Set.of("SYSTEM", "KILL", "DETACH", "ATTACH", "INSERT");

    /** Table functions that only compute, or read tables. All others the engine knows read files or other servers. */
    private static final Set<String> HARMLESS = Set.of(
            "format",
            "generaterandom",
            "generateseries",
            "generate_series",
            "loop",
            "merge",
            "mergetreeindex",
            "mergetreeprojection",
            "null",
            "numbers",
            "numbers_mt",
            "primes",
            "values",
            "sqlstandardvalues",
            "view",
            "zeros",
            "zeros_mt");

    /**
     * Functions that read files and that no grant of the engine's stands before. Their mere name is refused, for a
     * function may be handed to another by name: {@code arrayMap(file, …)}.
     */
    private static final Set<String> READING_FILES = Set.of("file", "catboostevaluate");

    /** The engine's own first database: through it, a table's name is a path of the file system. */
    private static final String ENGINE_DATABASE = "default";

    private final Set<String> forbiddenCalls;
    private final SettingPolicy settingPolicy;

    /** A policy for an engine that has those table functions, their names in lower case. */
    public StatementPolicy(Set<String> tableFunctions, SettingPolicy settingPolicy) {
        this.forbiddenCalls = tableFunctions.stream()
                .filter(name -> !HARMLESS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        this.forbiddenCalls.addAll(READING_FILES);
        this.settingPolicy = settingPolicy;
    }

    /** Refuses what can be refused from the text and the values of its parameters alone. */
    public void check(Account account, Statement statement, Map<String, String> parameters) throws QueryException {
        String verb = statement.verb();
        if (verb.equals("USE") || verb.equals("SET")) {
            throw QueryException.of(
                    ErrorCode.SUPPORT_IS_DISABLED,
                    verb + " has no effect here, for there are no sessions: send "
                            + (verb.equals("USE")
                                    ? "the parameter database"
                                    : "settings as parameters of the request"));
        }
        if (WRITING.contains(verb) && account.readOnly()) {
            throw readOnly(account, verb);
        }
        if (!READING.contains(verb) && !WRITING.contains(verb)) {
            throw QueryException.of(ErrorCode.SYNTAX_ERROR, "A statement that begins with " + verb + " is not taken");
        }
        if (statement instanceof Statement.Query query) {
            checkNames(account, query.names(), parameters);
        }
        for (Map.Entry<String, String> setting : statement.settings()) {
            if (!(verb.equals("CREATE") || verb.equals("ALTER") || verb.equals("ATTACH"))) { // those name a table's
                settingPolicy.check(account, setting.getKey(), setting.getValue());
            }
        }
    }

    private void checkNames(Account account, Statement.Names names, Map<String, String> parameters)
            throws QueryException {
        for (String name : names.called()) {
            if (forbiddenCalls.contains(name)) {
                throw reachingOut(account, name);
            }
        }
        for (String name : names.all()) {
            if (READING_FILES.contains(name)) {
                throw reachingOut(account, name);
            }
        }
        if (names.qualifying().contains(ENGINE_DATABASE)) {
            throw reachingOut(account, ENGINE_DATABASE);
        }
        for (String parameter : names.parameters()) {
            String value = parameters.getOrDefault(parameter, "").toLowerCase(Locale.ROOT);
            if (forbiddenCalls.contains(value) || value.equals(ENGINE_DATABASE)) {
                throw reachingOut(account, value);
            }
        }
    }

    private static QueryException reachingOut(Account account, String name) {
        return QueryException.of(
                ErrorCode.ACCESS_DENIED,
                account.name() + ": Not enough privileges. " + name + " reaches outside of the database");
    }

    /** Refuses what the engine's parser knows better. */
    public void check(Account account, String verb, StatementFacts facts) throws QueryException {
        if (facts.statements() == 0) {
            return; // it does not parse: running it brings the engine's own message
        }
        if (facts.statements() != 1) {
            throw QueryException.of(
                    ErrorCode.SYNTAX_ERROR, "Multi-statements are not allowed: one statement a request");
        }
        boolean reads = facts.effect() == Effect.READ_ONLY;
        if (account.readOnly() && !reads) {
            throw readOnly(account, verb);
        }
        boolean writes = facts.effect() == Effect.MUTATING && WRITING.contains(verb);
        boolean controls = facts.effect() == Effect.CONTROL && CONTROLLING.contains(verb);
        if (!reads && !writes && !controls) {
            throw QueryException.of(
                    ErrorCode.ACCESS_DENIED,
                    account.name() + ": Not enough privileges. The statement acts outside of the database");
        }
    }

    private static QueryException readOnly(Account account, String verb) {
        return QueryException.of(
                ErrorCode.READONLY, account.name() + ": Cannot execute " + verb + " query in readonly mode");
    }
}
