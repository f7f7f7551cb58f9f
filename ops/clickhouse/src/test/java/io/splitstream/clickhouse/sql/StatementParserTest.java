package io.splitstream.clickhouse.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementParserTest {
    private static Statement parse(String sql) throws StatementException {
        byte[] bytes = sql.getBytes(UTF_8);
        return StatementParser.parse(bytes, bytes.length);
    }

    private static Statement.Query query(String sql) throws StatementException {
        return (Statement.Query) parse(sql);
    }

    private static Statement.Insert insert(String sql) throws StatementException {
        return (Statement.Insert) parse(sql);
    }

    private static String data(String sql) throws StatementException {
        byte[] bytes = sql.getBytes(UTF_8);
        int start = insert(sql).dataStart();
        return new String(bytes, start, bytes.length - start, UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1|SELECT",
                "  /* INSERT */ -- DROP\t|",
                "-- comment|",
                "(SELECT 1) UNION ALL (SELECT 2)|SELECT",
                "WITH x AS (SELECT 1) SELECT * FROM x|WITH",
                "INSERT INTO t SELECT 1|INSERT",
                "INSERT INTO t (a, b) WITH x AS (SELECT 1) SELECT * FROM x|INSERT",
                "INSERT INTO t (SELECT 1)|INSERT",
                "INSERT INTO t SETTINGS async_insert = 1 SELECT 1|INSERT"
            })
    void query_anyForm_hasItsFirstKeyword(String sql, String verb) throws Exception {
        if (verb == null) {
            assertThatThrownBy(() -> parse(sql)).isInstanceOf(StatementException.class);
        } else {
            assertThat(query(sql).verb()).isEqualTo(verb);
        }
    }

    @Test
    void query_withSemicolonAtItsEnd_losesIt() throws Exception {
        assertThat(query("SELECT 1 ;\n -- done\n").text()).isEqualTo("SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1;;",
                "SELECT ';' ; DROP TABLE t",
                "SELECT 1 /* ; */ ; x",
                "SELECT $a$ ; $a$; x"
            })
    void query_withMoreBehindASemicolon_isRefused(String sql) {
        assertThatThrownBy(() -> parse(sql)).hasMessageContaining("Multi-statements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';'",
                "SELECT 'it''s; \\'; '",
                "SELECT `a;b`, \"c;d\"",
                "SELECT 1 -- ; DROP",
                "SELECT /* ; */ 1",
                "SELECT $tag$ ; DROP $tag$",
                "SELECT 1 # ; DROP",
                "SELECT 'ünïcödé; 日本'"
            })
    void query_withSemicolonInQuotesOrComments_isOne(String sql) throws Exception {
        assertThat(query(sql).text()).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'open",
                "SELECT `open",
                "SELECT /* open",
                "SELECT $a$ open",
                "SELECT\u00a01",
                "SELECT ‘a’"
            })
    void query_withOpenQuotesOrForeignCharacters_isRefused(String sql) {
        assertThatThrownBy(() -> parse(sql)).hasMessageContaining("Syntax error at byte");
    }

    @Test
    void query_format_isTheClauseAtItsEnd() throws Exception {
        assertThat(query("SELECT 1 FORMAT JSON").format()).contains("JSON");
        assertThat(query("SELECT 1 format CSV SETTINGS max_threads = 1").format())
                .contains("CSV");
        assertThat(query("SELECT 1 FORMAT CSV;").format()).contains("CSV");
        assertThat(query("SELECT format FROM t").format()).isEmpty();
        assertThat(query("SELECT format('{}', 1)").format()).isEmpty();
        assertThat(query("SELECT 'FORMAT JSON'").format()).isEmpty();
    }

    @Test
    void query_calls_areFoundHoweverWritten() throws Exception {
        assertThat(query("SELECT Count(*), `file`('x') FROM \"Url\" (1), s3\n/* */ ('y')")
                        .names()
                        .called())
                .containsExactlyInAnyOrder("count", "file", "url", "s3");
        assertThat(query("SELECT * FROM system.settings, file('x')").names().called())
                .contains("file");
        assertThat(query("SELECT 1 SETTINGS file('x')").names().called()).contains("file");
        assertThat(query("SELECT file, url FROM t").names().called()).isEmpty();
    }

    @Test
    void query_names_areAllButThoseBehindAFullStop() throws Exception {
        Statement.Names names = query(
                        "SELECT arrayMap(File, x), t.inner FROM `Default`.t WHERE {p:Identifier} = {q:String}")
                .names();

        assertThat(names.all()).contains("file", "default", "x").doesNotContain("inner");
        assertThat(names.qualifying()).containsExactlyInAnyOrder("t", "default");
        assertThat(names.parameters()).containsExactly("p");
    }

    @Test
    void query_settings_areReadWhereverTheyStand() throws Exception {
        assertThat(query("SELECT * FROM (SELECT 1 SETTINGS a = 1, `b`='x') SETTINGS c=-2,d = true")
                        .settings())
                .containsExactly(
                        Map.entry("a", "1"), Map.entry("b", "x"), Map.entry("c", "-2"), Map.entry("d", "true"));
        assertThat(query("SELECT * FROM system.settings WHERE name = 'x'").settings())
                .isEmpty();
        assertThatThrownBy(() -> parse("SELECT 1 SETTINGS a = {p:UInt8}")).hasMessageContaining("plain");
    }

    @Test
    void insert_ofValues_isSplitBehindTheKeyword() throws Exception {
        String sql = "INSERT INTO db.`t` (a, b) VALUES (1, 'x')\n\nDROP TABLE t";

        assertThat(insert(sql).head()).isEqualTo("INSERT INTO db.`t` (a, b)");
        assertThat(insert(sql).format()).contains("Values");
        assertThat(data(sql)).isEqualTo(" (1, 'x')\n\nDROP TABLE t");
    }

    @Test
    void insert_ofAFormat_isSplitBehindOneEndOfLine() throws Exception {
        assertThat(data("INSERT INTO t FORMAT CSV\n\n1,2\n")).isEqualTo("\n1,2\n");
        assertThat(data("INSERT INTO t FORMAT CSV \t\r\n1,2\n")).isEqualTo("1,2\n");
        assertThat(data("INSERT INTO t FORMAT JSONEachRow {\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(data("insert into t settings async_insert=0, x='y' format TSV"))
                .isEmpty();
        assertThat(insert("insert into t settings async_insert=0, x='y' format TSV")
                        .settings())
                .containsExactly(Map.entry("async_insert", "0"), Map.entry("x", "y"));
    }

    @Test
    void insert_dataOfAnyBytes_isNotLookedAt() throws Exception {
        assertThat(insert("INSERT INTO t FORMAT RowBinary\n\u0000'\u00ff`/*;").format())
                .contains("RowBinary");
    }

    @Test
    void insert_intoATableNamedLikeAKeyword_isUnderstood() throws Exception {
        assertThat(insert("INSERT INTO format FORMAT CSV\n1").head()).isEqualTo("INSERT INTO format");
        assertThat(insert("INSERT INTO TABLE values.select VALUES (1)").head())
                .isEqualTo("INSERT INTO TABLE values.select");
        assertThat(insert("INSERT INTO {t:Identifier} (values) VALUES (1)").head())
                .isEqualTo("INSERT INTO {t:Identifier} (values)");
    }

    @Test
    void insert_withoutFormat_hasNoneAndNoData() throws Exception {
        assertThat(insert("INSERT INTO t (a)").format()).isEmpty();
        assertThat(data("INSERT INTO t (a)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO FUNCTION file('x') VALUES (1)",
                "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
                "INSERT INTO t; DROP TABLE t",
                "INSERT INTO t FORMAT CSV; DROP TABLE t",
                "INSERT INTO t (a VALUES (1)",
                "INSERT INTO 5 VALUES (1)"
            })
    void insert_ofOtherForms_isRefused(String sql) {
        assertThatThrownBy(() -> parse(sql)).isInstanceOf(StatementException.class);
    }

    @Test
    void values_withAStatementBehindThem_areTold() {
        assertThat(more("(1, 'a;b'), (2, 'c')")).isFalse();
        assertThat(more("(1, 'a');\n-- end\n")).isFalse();
        assertThat(more("(1, 'a'); DROP TABLE t")).isTrue();
    }

    private static boolean more(String values) {
        byte[] bytes = values.getBytes(UTF_8);
        return StatementParser.hasMoreThanValues(bytes, 0, bytes.length);
    }
}
