package io.splitstream.clickhouse.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.clickhouse.engine.QueryException;
import io.splitstream.clickhouse.engine.StatementFacts;
import io.splitstream.clickhouse.engine.StatementFacts.Effect;
import io.splitstream.clickhouse.sql.StatementParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final Account READER = Account.reader("analyst", "reader-secret");
    private static final Account WRITER = Account.writer("splitstream", "writer-secret");
    private final SettingPolicy settings = new SettingPolicy(
            new StatementLimits(Duration.ofSeconds(10), Duration.ofSeconds(100), 1 << 20, 1_000, 5_000));
    private final StatementPolicy statements =
            new StatementPolicy(Set.of("file", "url", "numbers", "brandnewsource"), settings);

    private void check(Account account, String sql) throws Exception {
        byte[] bytes = sql.getBytes(UTF_8);
        statements.check(account, StatementParser.parse(bytes, bytes.length), Map.of("f", "File", "s", "file"));
    }

    private static void assertRefused(int code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void accounts_rightNameAndPassword_areFound() {
        Accounts accounts = new Accounts(List.of(READER, WRITER));

        assertThat(accounts.authenticate("analyst", "reader-secret")).contains(READER);
        assertThat(accounts.authenticate("analyst", "writer-secret")).isEmpty();
        assertThat(accounts.authenticate("default", "")).isEmpty();
        assertThat(accounts.authenticate("ANALYST", "reader-secret")).isEmpty();
    }

    @Test
    void accounts_ofOneName_cannotBe() {
        assertThatThrownBy(() -> new Accounts(List.of(READER, Account.writer("analyst", "other"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "WITH 1 AS x SELECT x",
                "SHOW TABLES",
                "DESC t",
                "EXISTS t",
                "EXPLAIN SELECT 1",
                "SELECT number FROM numbers(3)"
            })
    void reader_reading_mayDoSo(String sql) {
        assertThatCode(() -> check(READER, sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t VALUES (1)", "DROP TABLE t", "SYSTEM FLUSH LOGS"})
    void reader_writing_isRefusedAsReadOnly(String sql) {
        assertRefused(164, () -> check(READER, sql));
        assertThatCode(() -> check(WRITER, sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"USE other", "SET max_threads = 1"})
    void statement_ofASession_isRefusedWithWhatToDoInstead(String sql) {
        assertRefused(344, () -> check(WRITER, sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT ALL ON *.* TO x",
                "BACKUP DATABASE d TO File('x')",
                "BEGIN TRANSACTION",
                "1 + 1",
                "nonsense"
            })
    void statement_notListed_isRefused(String sql) {
        assertThatThrownBy(() -> check(WRITER, sql)).isInstanceOf(Exception.class);
    }

    @Test
    void tableFunction_thatTheListDoesNotKnow_isRefused() {
        assertRefused(497, () -> check(READER, "SELECT * FROM brandNewSource('x')"));
        assertRefused(497, () -> check(WRITER, "CREATE TABLE t ENGINE = URL('http://x')"));
    }

    @Test
    void function_thatReadsFiles_isRefusedByItsNameAlone() {
        assertRefused(497, () -> check(READER, "SELECT arrayMap(file, ['/etc/passwd'])"));
        assertRefused(497, () -> check(READER, "SELECT * APPLY `file` FROM t"));
        assertRefused(497, () -> check(READER, "SELECT arrayMap({f:Identifier}, ['/etc/passwd'])"));
        assertThatCode(() -> check(READER, "SELECT t.file, {s:String} FROM t")).doesNotThrowAnyException();
    }

    @Test
    void database_thatIsTheFileSystem_isRefused() {
        assertRefused(497, () -> check(READER, "EXISTS TABLE default.`/etc/passwd`"));
    }

    @Test
    void effect_beyondTheAccount_isRefused() {
        assertRefused(164, () -> statements.check(READER, "WITH", new StatementFacts(1, Effect.MUTATING)));
        assertRefused(62, () -> statements.check(WRITER, "DROP", new StatementFacts(2, Effect.MUTATING)));
        assertRefused(497, () -> statements.check(WRITER, "SELECT", new StatementFacts(1, Effect.CONTROL)));
        assertRefused(497, () -> statements.check(WRITER, "CREATE", new StatementFacts(1, Effect.MUTATING_GLOBAL)));
        assertRefused(497, () -> statements.check(WRITER, "SELECT", new StatementFacts(1, Effect.UNKNOWN)));
        assertThatCode(() -> statements.check(WRITER, "SYSTEM", new StatementFacts(1, Effect.CONTROL)))
                .doesNotThrowAnyException();
    }

    @Test
    void setting_offTheList_isRefused() {
        assertRefused(115, () -> settings.check(WRITER, "format_schema_path", "/etc"));
        assertRefused(115, () -> check(READER, "SELECT 1 SETTINGS format_schema = 'x'"));
    }

    @Test
    void setting_thatSpillsToDisk_isForWriters() {
        assertThatCode(() -> settings.check(WRITER, "max_bytes_before_external_group_by", "1000"))
                .doesNotThrowAnyException();
        assertRefused(115, () -> settings.check(READER, "max_bytes_before_external_group_by", "1000"));
    }

    @Test
    void setting_thatIsALimit_canOnlyBeLowered() {
        assertThatCode(() -> settings.check(READER, "max_execution_time", "10")).doesNotThrowAnyException();
        assertThatCode(() -> settings.check(READER, "max_execution_time", "0.5"))
                .doesNotThrowAnyException();
        for (String value : List.of("11", "0", "-1", "NaN", "Infinity", "ten")) {
            assertRefused(452, () -> settings.check(READER, "max_execution_time", value));
        }
        assertRefused(452, () -> check(READER, "SELECT 1 SETTINGS max_result_rows = 0"));
        assertRefused(452, () -> settings.check(READER, "result_overflow_mode", "break"));
    }

    @Test
    void defaults_areTheLimits() {
        assertThat(settings.defaults(READER))
                .containsEntry("max_execution_time", "10")
                .containsEntry("max_memory_usage", "1048576")
                .containsEntry("max_result_rows", "1000")
                .containsEntry("max_rows_to_read", "5000");
        assertThat(settings.defaults(WRITER))
                .containsEntry("max_execution_time", "10")
                .hasSize(2);
    }

    @Test
    void time_ofAWriter_mayBeLongerIfAskedFor() {
        assertThatCode(() -> settings.check(WRITER, "max_execution_time", "100"))
                .doesNotThrowAnyException();
        assertRefused(452, () -> settings.check(WRITER, "max_execution_time", "101"));
        assertRefused(452, () -> settings.check(READER, "max_execution_time", "100"));
        assertRefused(452, () -> settings.check(READER, "read_overflow_mode", "break"));
    }
}
