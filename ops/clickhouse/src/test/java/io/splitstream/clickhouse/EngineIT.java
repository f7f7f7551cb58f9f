package io.splitstream.clickhouse;

import static io.splitstream.clickhouse.GatewayProcess.ANALYST;
import static io.splitstream.clickhouse.GatewayProcess.WRITER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.splitstream.clickhouse.access.StatementLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway with the real engine, over HTTP. Needs {@code libchdb.so}, which it fetches on the first run. */
class EngineIT {
    @TempDir
    static Path directory;

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = GatewayProcess.start(
                directory.resolve("shared"),
                Map.of(
                        "SPLITSTREAM_CLICKHOUSE_TIMEOUT", "5s",
                        "SPLITSTREAM_CLICKHOUSE_STATEMENT_MEMORY_MIB", "128",
                        "SPLITSTREAM_CLICKHOUSE_ANALYST_RESULT_ROWS", "6000000"));
        gateway.ask(WRITER, "CREATE TABLE many (n UInt64, s String) ENGINE = MergeTree ORDER BY n");
        gateway.ask(WRITER, "INSERT INTO many SELECT number, toString(number) FROM numbers(100000)");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static String table(String name) throws Exception {
        gateway.ask(WRITER, "CREATE TABLE " + name + " (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
        return name;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void ping_withoutCredentials_isOk() throws Exception {
        assertThat(gateway.get("/ping").body()).isEqualTo("Ok.\n");
        assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void select_fromTheDefaultDatabase_saysFormatSummaryAndQueryId() throws Exception {
        HttpResponse<byte[]> response =
                gateway.post(ANALYST, "SELECT count() FROM many", "query_id", "my-own-id", "default_format", "CSV");

        assertThat(text(response)).isEqualTo("100000\n");
        assertThat(header(response, "X-ClickHouse-Query-Id")).isEqualTo("my-own-id");
        assertThat(header(response, "X-ClickHouse-Format")).isEqualTo("CSV");
        assertThat(header(response, "X-ClickHouse-Timezone")).isNotEmpty();
        assertThat(header(response, "X-ClickHouse-Server-Display-Name")).isEqualTo("splitstream");
        assertThat(header(response, "X-ClickHouse-Summary")).contains("\"result_rows\":\"1\"");
    }

    @Test
    void select_inTheUrlByGet_answersAndCannotWrite() throws Exception {
        String user = "&user=splitstream&password=writer-secret";

        assertThat(gateway.get("/?query=SELECT%2042" + user).body()).isEqualTo("42\n");
        assertThat(gateway.get("/?query=DROP%20TABLE%20many" + user).statusCode())
                .isEqualTo(403);
        assertThat(gateway.get("/").body()).isEqualTo("Ok.\n");
    }

    @Test
    void credentials_wrongOrMissing_areRefused() throws Exception {
        assertThat(gateway.post("analyst:nonsense", "SELECT 1").statusCode()).isEqualTo(403);
        assertThat(gateway.errorOf("default:", "SELECT 1")).isEqualTo(516);
        HttpResponse<String> without = gateway.get("/?query=SELECT%201");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(header(without, "WWW-Authenticate")).startsWith("Basic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TSV",
                "TSVWithNames",
                "TSVWithNamesAndTypes",
                "CSV",
                "CSVWithNames",
                "CSVWithNamesAndTypes",
                "JSONEachRow",
                "JSONCompactEachRow",
                "JSONCompactEachRowWithNames",
                "JSONCompactEachRowWithNamesAndTypes",
                "RowBinary",
                "RowBinaryWithNames",
                "RowBinaryWithNamesAndTypes",
                "JSON",
                "JSONCompact",
                "JSONStrings",
                "JSONCompactStrings"
            })
    void result_ofManyBlocks_isOneDocument(String format) throws Exception {
        // One block of the engine's against many: the same bytes, apart from how long it took.
        String inOne = gateway.ask(ANALYST, "SELECT n, s FROM many WHERE n < 10 ORDER BY n FORMAT " + format);
        String inMany = gateway.ask(ANALYST, "SELECT n, s FROM many ORDER BY n FORMAT " + format);
        String recounted = inMany.replace("\"rows\": 100000", "\"rows\": 10");
        int shared = inOne.indexOf("9");

        assertThat(recounted.substring(0, Math.max(20, shared / 2)))
                .isEqualTo(inOne.substring(0, Math.max(20, shared / 2)));
        if (format.startsWith("JSON") && !format.contains("EachRow")) {
            assertThat(inMany).contains("\"rows\": 100000").endsWith("}");
            assertThat(inMany.split("\"meta\"", -1)).hasSize(2);
            assertThat(inMany.split("99999", -1)).hasSize(3);
        }
        if (format.contains("WithNames") && !format.startsWith("RowBinary")) {
            assertThat(inMany.lines().filter(line -> line.contains("n") && line.contains("s")))
                    .hasSize(1);
        }
    }

    @Test
    void result_binaryOfManyBlocks_hasOneHeader() throws Exception {
        byte[] bytes = gateway.post(ANALYST, "SELECT n FROM many ORDER BY n FORMAT RowBinaryWithNamesAndTypes")
                .body();

        int header = 1 + 2 + 7; // a count, "n", "UInt64"
        assertThat(bytes).hasSize(header + 8 * 100_000);
    }

    @Test
    void result_withoutRows_hasItsHeaderStill() throws Exception {
        assertThat(gateway.ask(ANALYST, "SELECT n FROM many WHERE n > 1000000 FORMAT CSVWithNames"))
                .isEqualTo("\"n\"");
        assertThat(gateway.ask(ANALYST, "SELECT n FROM many WHERE n > 1000000 FORMAT JSON"))
                .contains("\"rows\": 0");
    }

    @Test
    void result_withTotals_isOneDocument() throws Exception {
        assertThat(gateway.ask(
                        ANALYST, "SELECT n % 2 AS k, count() FROM many GROUP BY k WITH TOTALS FORMAT JSONCompact"))
                .contains("\"totals\": [0, 100000]")
                .contains("\"rows\": 2");
    }

    @Test
    void result_parquetOfManyBlocks_isOneFileWithEveryRow() throws Exception {
        String columns = "n, s, if(n % 3 = 0, NULL, toDecimal64(n, 4)) AS d, toDateTime64(n, 3, 'UTC') AS t,"
                + " arrayMap(x -> toString(x), range(n % 4)) AS a, map('k', s) AS m";
        String table = "many_again";
        gateway.ask(
                WRITER,
                "CREATE TABLE " + table + " (n UInt64, s String, d Nullable(Decimal(18, 4)), t DateTime64(3, 'UTC'),"
                        + " a Array(String), m Map(String, String)) ENGINE = MergeTree ORDER BY n");
        byte[] file = gateway.post(ANALYST, "SELECT " + columns + " FROM many ORDER BY n FORMAT Parquet")
                .body();

        assertThat(file).startsWith('P', 'A', 'R', '1').endsWith('P', 'A', 'R', '1');
        HttpResponse<byte[]> stored =
                gateway.post(WRITER, file, List.of(), "query", "INSERT INTO " + table + " FORMAT Parquet");

        assertThat(text(stored)).isEmpty();
        String digest = "SELECT count(), sum(cityHash64(n, s, d, t, a, mapKeys(m), mapValues(m))) FROM ";
        assertThat(gateway.ask(ANALYST, digest + table))
                .isEqualTo(gateway.ask(ANALYST, digest + "(SELECT " + columns + " FROM many)"))
                .startsWith("100000\t");
    }

    @Test
    void result_parquetOfNoRows_isAFileWithItsColumns() throws Exception {
        byte[] file = gateway.post(ANALYST, "SELECT n, s FROM many WHERE n > 1000000 FORMAT Parquet")
                .body();

        assertThat(file).startsWith('P', 'A', 'R', '1').endsWith('P', 'A', 'R', '1');
        assertThat(new String(file, UTF_8)).contains("n").contains("s");
        String table = table("none_again");
        assertThat(text(gateway.post(
                        WRITER, file, List.of(), "query", "INSERT INTO " + table + " (a, s) FORMAT Parquet")))
                .isEmpty();
        assertThat(gateway.ask(ANALYST, "SELECT count() FROM " + table)).isEqualTo("0");
    }

    @Test
    void result_ofAFormatThatMustBeWhole_isBounded() throws Exception {
        assertThat(gateway.post(ANALYST, "SELECT n FROM many FORMAT ArrowStream")
                        .body())
                .hasSizeGreaterThan(100_000);
        assertThat(gateway.errorOf(ANALYST, "SELECT number FROM numbers(5000000) FORMAT ArrowStream"))
                .isEqualTo(396);
    }

    @Test
    void metadata_statements_answer() throws Exception {
        assertThat(gateway.ask(ANALYST, "SHOW TABLES")).contains("many");
        assertThat(gateway.ask(ANALYST, "DESCRIBE TABLE many FORMAT JSONEachRow"))
                .contains("\"name\":\"n\"");
        assertThat(gateway.ask(ANALYST, "EXISTS many")).isEqualTo("1");
        assertThat(gateway.ask(ANALYST, "EXPLAIN SELECT 1")).isNotEmpty();
        assertThat(gateway.ask(ANALYST, "WITH 2 AS x SELECT x + 1;")).isEqualTo("3");
    }

    @Test
    void parameters_areBoundByTheEngine() throws Exception {
        assertThat(gateway.ask(
                        ANALYST,
                        "SELECT {x:UInt64} + 1, {s:String}, {d:Nullable(String)}, {t:Identifier}.n"
                                + " FROM {t:Identifier} WHERE n = 7",
                        "param_x",
                        "41",
                        "param_s",
                        "'; DROP TABLE many --",
                        "param_d",
                        "\\N",
                        "param_t",
                        "many"))
                .isEqualTo("42\t\\'; DROP TABLE many --\t\\N\t7");
        assertThat(gateway.errorOf(ANALYST, "SELECT {x:UInt64}", "param_x", "abc"))
                .isIn(27, 457);
    }

    @Test
    void insert_withBlankLinesAndStatementsInItsData_keepsThemAsData() throws Exception {
        String table = table("payload");
        String nasty = "first\n\n\nDROP TABLE " + table + ";\n\nSELECT 1";
        String json = nasty.replace("\n", "\\n");

        gateway.ask(WRITER, "INSERT INTO payload VALUES (1, '" + nasty + "')\n\n, (2, 'x')\n\n");
        gateway.ask(
                WRITER, "INSERT INTO payload FORMAT JSONEachRow\n{\"a\":3,\"s\":\"" + json + "\"}\n\n\n{\"a\":4}\n");
        gateway.ask(WRITER, "{\"a\":5,\"s\":\"" + json + "\"}", "query", "INSERT INTO payload FORMAT JSONEachRow");
        gateway.ask(WRITER, "6,\"" + nasty + "\"\n7,y\n", "query", "INSERT INTO payload (a, s) FORMAT CSV");
        gateway.ask(WRITER, "(8, 'z')", "query", "INSERT INTO payload VALUES");
        gateway.errorOf(WRITER, "9\tx\n\nDROP TABLE payload\n", "query", "INSERT INTO payload FORMAT TSV");

        assertThat(gateway.ask(ANALYST, "SELECT groupArray(a) FROM (SELECT a FROM payload ORDER BY a)"))
                .isEqualTo("[1,2,3,4,5,6,7,8]");
        assertThat(gateway.ask(
                        ANALYST,
                        "SELECT count() FROM payload WHERE s = {s:String}",
                        "param_s",
                        nasty.replace("\n", "\\n")))
                .isEqualTo("4");
    }

    @Test
    void insert_ofManyRows_isStreamedAndCounted() throws Exception {
        String table = table("streamed");
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int i = 0; i < 300_000; i++) {
            rows.write((i + ",some text of no great interest whatsoever\n").getBytes(UTF_8));
        }

        HttpResponse<byte[]> response =
                gateway.post(WRITER, rows.toByteArray(), List.of(), "query", "INSERT INTO " + table + " FORMAT CSV");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "X-ClickHouse-Summary")).contains("\"written_rows\":\"300000\"");
        assertThat(gateway.ask(ANALYST, "SELECT count() FROM " + table)).isEqualTo("300000");
        assertThat(gateway.metrics()).contains("splitstream_clickhouse_inserted_rows_total");
    }

    @Test
    void insert_whoseClientLeavesInTheMiddle_writesNothing() throws Exception {
        String table = table("abandoned");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /?user=splitstream&password=writer-secret&query=INSERT+INTO+" + table
                            + "+FORMAT+CSV HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n1,x\n2,y\n")
                    .getBytes(UTF_8));
            out.flush();
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().doesNotContain("200 OK");
        }

        assertThat(gateway.ask(ANALYST, "SELECT count() FROM " + table)).isEqualTo("0");
    }

    @Test
    void insert_ofASelect_isAQuery() throws Exception {
        String table = table("selected");

        gateway.ask(WRITER, "INSERT INTO " + table + " (a, s) SELECT number, 'x' FROM numbers(5)");
        gateway.ask(WRITER, "INSERT INTO " + table + " (SELECT number, 'y' FROM numbers(2))");

        assertThat(gateway.ask(ANALYST, "SELECT count() FROM " + table)).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1;\n\nDROP TABLE many",
                "INSERT INTO many VALUES (1, 'a'); DROP TABLE many",
                "INSERT INTO many; DROP TABLE many",
                "DROP TABLE many PARALLEL WITH DROP TABLE many",
                "WITH 1 AS x INSERT INTO many VALUES (1, 'a')\n\nDROP TABLE many"
            })
    void statements_moreThanOne_areRefused(String sql) throws Exception {
        assertThat(gateway.post(WRITER, sql).statusCode()).isIn(400, 403);

        assertThat(gateway.ask(ANALYST, "SELECT count() FROM many")).isEqualTo("100000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO many VALUES (1, 'a')",
                "INSERT INTO many SELECT 1, 'a'",
                "CREATE TABLE evil (a UInt8) ENGINE = Memory",
                "DROP TABLE many",
                "ALTER TABLE many DELETE WHERE 1",
                "TRUNCATE TABLE many",
                "OPTIMIZE TABLE many",
                "SYSTEM SHUTDOWN",
                "KILL QUERY WHERE 1",
                "SET max_memory_usage = 0",
                "CREATE USER evil",
                "SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "SELECT file('/etc/passwd')",
                "SELECT `file`('/etc/passwd')",
                "SELECT /* */ FILE/**/ ('/etc/passwd')",
                "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
                "SELECT * FROM s3('http://127.0.0.1:1/bucket/key', 'LineAsString')",
                "SELECT * FROM remote('127.0.0.1', system.one)",
                "SELECT * FROM executable('id', 'TSV', 'a String')",
                "SELECT * FROM postgresql('127.0.0.1:1', 'd', 't', 'u', 'p')",
                "SELECT * FROM eval('SELECT 1')",
                "SELECT * FROM default.`/etc/passwd`",
                "SELECT 1 INTO OUTFILE '/tmp/evil'",
                "SELECT * FROM many SETTINGS readonly = 7",
                "SELECT 1 SETTINGS max_execution_time = 0",
                "SELECT 1 SETTINGS `max_memory_usage` = 0",
                "SELECT * APPLY(file) FROM (SELECT '/etc/passwd')",
                "SELECT arrayMap(file, ['/etc/passwd'])",
                "EXISTS default.`/etc/passwd`",
                "EXPLAIN SELECT file('/etc/passwd')",
                "DESCRIBE TABLE file('/etc/passwd', 'LineAsString')"
            })
    void analyst_reachingBeyondReading_isRefused(String sql) throws Exception {
        assertThat(gateway.errorOf(ANALYST, sql)).isIn(62, 115, 164, 344, 452, 497);
    }

    @Test
    void analyst_byTheEngineItself_isReadOnly() throws Exception {
        assertThat(gateway.ask(ANALYST, "SELECT getSetting('readonly')")).isEqualTo("1");
    }

    @Test
    void analyst_namingAFunctionByParameter_isRefused() throws Exception {
        String sql = "SELECT arrayMap({f:Identifier}, ['/etc/passwd'])";

        assertThat(gateway.errorOf(ANALYST, sql, "param_f", "file")).isEqualTo(497);
        assertThat(gateway.errorOf(ANALYST, sql, "param_f", "`file`")).isIn(36, 46, 47);
    }

    @Test
    void database_default_isTheOneThatEverybodyHas() throws Exception {
        assertThat(gateway.ask(ANALYST, "SELECT currentDatabase()", "database", "default"))
                .isEqualTo("splitstream");
        assertThat(gateway.errorOf(ANALYST, "EXISTS `/etc/passwd` FORMAT Nonsense", "database", "default"))
                .isEqualTo(73);
        assertThat(gateway.ask(ANALYST, "EXISTS `/etc/passwd`", "database", "default"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION evil AS x -> x",
                "SYSTEM SHUTDOWN",
                "INSERT INTO FUNCTION file('/tmp/evil', 'LineAsString') SELECT 'x'",
                "CREATE TABLE evil (a String) ENGINE = URL('http://127.0.0.1:1/', 'LineAsString')",
                "BACKUP DATABASE splitstream TO File('/tmp/evil')"
            })
    void writer_reachingOutsideOfTheDatabase_isRefused(String sql) throws Exception {
        assertThat(gateway.errorOf(WRITER, sql)).isIn(62, 497);
    }

    @Test
    void settings_onTheList_apply() throws Exception {
        assertThat(gateway.ask(
                        ANALYST,
                        "SELECT toUInt64(1) AS x FORMAT JSONEachRow",
                        "output_format_json_quote_64bit_integers",
                        "1"))
                .isEqualTo("{\"x\":\"1\"}");
        assertThat(gateway.ask(ANALYST, "SELECT getSetting('max_threads') SETTINGS max_threads = 1"))
                .isEqualTo("1");
        assertThat(gateway.ask(ANALYST, "SELECT getSetting('max_threads')", "max_threads", "1"))
                .isEqualTo("1");
    }

    @Test
    void settings_offTheList_areRefused() throws Exception {
        assertThat(gateway.errorOf(ANALYST, "SELECT 1", "no_such_setting", "1")).isEqualTo(115);
        assertThat(gateway.errorOf(WRITER, "SELECT 1", "format_schema", "x")).isEqualTo(115);
        assertThat(gateway.errorOf(WRITER, "SELECT 1", "max_execution_time", "100000"))
                .isEqualTo(452);
        assertThat(gateway.errorOf(WRITER, "SELECT 1", "session_id", "s")).isEqualTo(344);
        assertThat(gateway.errorOf(WRITER, "SELECT 1", "max_threads", "abc")).isEqualTo(27);
    }

    @Test
    void errors_areTheEnginesOwn() throws Exception {
        HttpResponse<byte[]> unknown = gateway.post(ANALYST, "SELECT * FROM no_such_table");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(text(unknown)).startsWith("Code: 60. DB::Exception:").contains("UNKNOWN_TABLE");
        assertThat(gateway.errorOf(ANALYST, "SELEKT 1")).isEqualTo(62);
        assertThat(gateway.errorOf(ANALYST, "SELECT FROM WHERE")).isEqualTo(62);
        assertThat(gateway.errorOf(ANALYST, "SELECT 1", "database", "nowhere")).isEqualTo(497);
        assertThat(gateway.errorOf(WRITER, "x", "query", "INSERT INTO many FORMAT Nonsense"))
                .isEqualTo(73);
        assertThat(gateway.errorOf(ANALYST, "")).isEqualTo(62);
    }

    @Test
    void error_afterAPartOfTheResult_breaksTheReplyOff() {
        assertThatThrownBy(() -> gateway.post(
                        ANALYST, "SELECT throwIf(number = 3000000), number FROM numbers(4000000)", "max_threads", "1"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void statement_runningTooLong_isEnded() throws Exception {
        long started = System.nanoTime();

        assertThat(gateway.errorOf(
                        ANALYST,
                        "SELECT sum(sipHash64(number, x)) FROM numbers(100000000) ARRAY JOIN range(100) AS x",
                        "max_execution_time",
                        "1"))
                .isEqualTo(159);
        assertThat((System.nanoTime() - started) / 1_000_000).isLessThan(4_000);
    }

    @Test
    void statement_takingTooMuchMemory_isEnded() throws Exception {
        assertThat(gateway.errorOf(ANALYST, "SELECT length(groupArray(number)) FROM numbers(200000000)"))
                .isEqualTo(241);
        assertThat(gateway.ask(ANALYST, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void statement_ofTheAnalyst_givingTooManyRows_isEnded() throws Exception {
        String sql = "SELECT number FROM numbers(7000000) FORMAT RowBinary";

        assertThat(gateway.ask(ANALYST, "SELECT count() FROM (SELECT number FROM numbers(7000000))"))
                .isEqualTo("7000000");
        assertThatThrownBy(() -> gateway.post(ANALYST, sql)).isInstanceOf(IOException.class);
        assertThat(gateway.errorOf(ANALYST, "SELECT n FROM many", "max_result_rows", "1000"))
                .isEqualTo(396);
        assertThat(gateway.post(WRITER, sql).body()).hasSize(8 * 7_000_000);
    }

    @Test
    void statement_ofTheAnalyst_readingTooManyRows_isEnded() throws Exception {
        Map<String, String> few = Map.of("SPLITSTREAM_CLICKHOUSE_ANALYST_READ_ROWS", "50000");
        try (GatewayProcess small = GatewayProcess.start(directory.resolve("few"), few)) {
            small.ask(WRITER, "CREATE TABLE many (n UInt64) ENGINE = MergeTree ORDER BY n");
            small.ask(WRITER, "INSERT INTO many SELECT number FROM numbers(100000)");

            assertThat(small.errorOf(ANALYST, "SELECT sum(n) FROM many")).isEqualTo(158);
            assertThat(small.errorOf(ANALYST, "SELECT sum(n) FROM many SETTINGS max_rows_to_read = 0"))
                    .isEqualTo(452);
            assertThat(small.ask(ANALYST, "SELECT sum(n) FROM many WHERE n < 10"))
                    .isEqualTo("45");
            assertThat(small.ask(WRITER, "SELECT count() FROM (SELECT n FROM many WHERE n % 2 = 0)"))
                    .isEqualTo("50000");
        }
    }

    @Test
    void database_beyondTheOne_isNobodys() throws Exception {
        for (String user : List.of(WRITER, ANALYST)) {
            assertThat(gateway.errorOf(user, "CREATE DATABASE private")).isIn(164, 497);
            assertThat(gateway.errorOf(user, "CREATE TABLE system.evil (n UInt64) ENGINE = Memory"))
                    .isIn(164, 497);
        }
        assertThat(gateway.errorOf(WRITER, "CREATE TABLE `default`.evil (n UInt64) ENGINE = Memory"))
                .isEqualTo(497);
        assertThat(gateway.errorOf(ANALYST, "SELECT * FROM merge(REGEXP('.*ault'), '.*')"))
                .isIn(497, 636); // no such table, as far as anybody may see
        assertThat(gateway.ask(
                        ANALYST, "SELECT groupArray(name) FROM (SELECT name FROM system.databases ORDER BY name)"))
                .isEqualTo("['INFORMATION_SCHEMA','information_schema','splitstream','system']");
        assertThat(gateway.ask(ANALYST, "SELECT count() FROM splitstream.many")).isEqualTo("100000");
        assertThat(gateway.ask(ANALYST, "SELECT count() > 0 FROM system.columns"))
                .isEqualTo("1");
    }

    /** The engine has no users of its own to make, but it can tell whether a server would take the script. */
    @Test
    void scriptForAServer_parses_andHasTheGatewaysLimits() throws Exception {
        String script = Files.readString(Path.of("server/analyst.sql"));
        List<String> statements = Arrays.stream(
                        script.replaceAll("(?m)^--.*$", "").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        assertThat(statements).hasSize(5);
        for (String statement : statements) {
            assertThat(gateway.ask(ANALYST, "SELECT formatQuery({s:String})", "param_s", statement.replace("\n", " ")))
                    .isNotEmpty();
        }
        Matcher settings = Pattern.compile("(\\w+) = ('?\\w+'?)").matcher(statements.get(0));
        Map<String, String> limits = new HashMap<>();
        while (settings.find()) {
            limits.put(settings.group(1), settings.group(2));
            assertThat(gateway.ask(
                            ANALYST,
                            "SELECT count() FROM system.settings WHERE name = {n:String}",
                            "param_n",
                            settings.group(1)))
                    .as(settings.group(1))
                    .isEqualTo("1");
        }
        GatewaySettings usual = GatewaySettings.load(Map.of(
                "SPLITSTREAM_CLICKHOUSE_DATA", "d",
                "SPLITSTREAM_CLICKHOUSE_LIBRARY", "l",
                "SPLITSTREAM_CLICKHOUSE_ANALYST_PASSWORD", "analyst-secret",
                "SPLITSTREAM_CLICKHOUSE_PASSWORD", "writer-secret"));
        StatementLimits own = usual.statementLimits();
        assertThat(limits)
                .containsEntry("max_execution_time", Long.toString(own.timeout().toSeconds()))
                .containsEntry("max_memory_usage", Long.toString(own.memoryBytes()))
                .containsEntry("max_result_rows", Long.toString(own.readerResultRows()))
                .containsEntry("max_rows_to_read", Long.toString(own.readerReadRows()));
    }

    @Test
    void statement_tooLong_isRefusedAndDataIsNot() throws Exception {
        assertThat(gateway.errorOf(ANALYST, "SELECT '" + "x".repeat(300_000) + "'"))
                .isEqualTo(173);
        String table = table("wide");
        gateway.ask(WRITER, "INSERT INTO " + table + " VALUES (1, '" + "x".repeat(300_000) + "')");
        assertThat(gateway.ask(ANALYST, "SELECT max(length(s)) FROM " + table)).isEqualTo("300000");
    }

    @Test
    void codings_ofRequestAndReply_areThoseAskedFor() throws Exception {
        String table = table("coded");
        byte[] row = "1,x\n".getBytes(UTF_8);
        String insert = "INSERT INTO " + table + " FORMAT CSV";
        gateway.post(WRITER, encoded(row, "gzip"), List.of("Content-Encoding", "gzip"), "query", insert);
        gateway.post(WRITER, encoded(row, "zstd"), List.of("Content-Encoding", "zstd"), "query", insert);
        gateway.post(WRITER, encoded(row, "lz4"), List.of("Content-Encoding", "lz4"), "query", insert);
        assertThat(gateway.ask(ANALYST, "SELECT count() FROM " + table)).isEqualTo("3");
        assertThat(gateway.post(WRITER, row, List.of("Content-Encoding", "br"), "query", insert)
                        .statusCode())
                .isEqualTo(400);
        assertThat(gateway.post(WRITER, row, List.of("Content-Encoding", "gzip"), "query", insert)
                        .statusCode())
                .isEqualTo(400);
        assertThat(gateway.errorOf(WRITER, "1,x\n", "query", insert, "decompress", "1"))
                .isEqualTo(271);

        for (String coding : List.of("gzip", "zstd", "lz4")) {
            HttpResponse<byte[]> reply = gateway.post(
                    ANALYST,
                    "SELECT n FROM many ORDER BY n".getBytes(UTF_8),
                    List.of("Accept-Encoding", coding + ", br"),
                    "enable_http_compression",
                    "1");
            assertThat(header(reply, "Content-Encoding")).isEqualTo(coding);
            assertThat(decoded(reply.body(), coding))
                    .asString()
                    .startsWith("0\n1\n")
                    .endsWith("99999\n");
        }
        HttpResponse<byte[]> plain = gateway.post(
                ANALYST, "SELECT 1".getBytes(UTF_8), List.of("Accept-Encoding", "br"), "enable_http_compression", "1");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
    }

    private static byte[] encoded(byte[] bytes, String coding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder =
                switch (coding) {
                    case "gzip" -> new GZIPOutputStream(out);
                    case "zstd" -> new ZstdOutputStream(out);
                    default -> new LZ4FrameOutputStream(out);
                }) {
            encoder.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] decoded(byte[] bytes, String coding) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        try (InputStream decoder =
                switch (coding) {
                    case "gzip" -> new GZIPInputStream(in);
                    case "zstd" -> new ZstdInputStream(in);
                    default -> new LZ4FrameInputStream(in);
                }) {
            return decoder.readAllBytes();
        }
    }

    @Test
    void process_secondOnADirectory_isRefusedAndToldWho() throws Exception {
        try (GatewayProcess second = GatewayProcess.launch(directory.resolve("shared"), Map.of())) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.log()).contains("is in use by process " + gateway.pid());
        }
        assertThat(gateway.ask(ANALYST, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void process_withoutSettings_saysAllThatIsMissing() throws Exception {
        try (GatewayProcess bad = GatewayProcess.launch(
                directory.resolve("unused"),
                Map.of("SPLITSTREAM_CLICKHOUSE_PASSWORD", "short", "SPLITSTREAM_CLICKHOUSE_PORT", "99999"))) {
            assertThat(bad.awaitExit()).isEqualTo(1);
            assertThat(bad.log())
                    .contains("SPLITSTREAM_CLICKHOUSE_PASSWORD")
                    .contains("SPLITSTREAM_CLICKHOUSE_PORT")
                    .doesNotContain("short");
        }
    }

    @Test
    void process_killedDuringInserts_hasEveryAcknowledgedRowAfterwards() throws Exception {
        Path own = directory.resolve("killed");
        List<Integer> acknowledged = new ArrayList<>();
        try (GatewayProcess victim = GatewayProcess.start(own, Map.of())) {
            victim.ask(WRITER, "CREATE TABLE kept (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
            Thread killer = new Thread(() -> {
                try {
                    Thread.sleep(1_500);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                victim.kill();
            });
            killer.start();
            try {
                for (int i = 0; ; i++) {
                    victim.ask(WRITER, "INSERT INTO kept VALUES (" + i + ", 'x')");
                    acknowledged.add(i);
                }
            } catch (IOException e) {
                killer.join();
            }
        }

        assertThat(acknowledged).isNotEmpty();
        try (GatewayProcess successor = GatewayProcess.start(own, Map.of())) {
            assertThat(Integer.parseInt(
                            successor.ask(ANALYST, "SELECT uniqExact(a) FROM kept WHERE a < " + acknowledged.size())))
                    .isEqualTo(acknowledged.size());
            assertThat(successor.terminate()).isZero();
        }
    }

    @Test
    void process_toldToStop_letsARunningStatementEnd() throws Exception {
        try (GatewayProcess stopping = GatewayProcess.start(directory.resolve("stopping"), Map.of())) {
            ExecutorService client = Executors.newSingleThreadExecutor();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return stopping.ask(ANALYST, "SELECT sleep(2)");
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    client);
            Thread.sleep(700);

            assertThat(stopping.terminate()).isZero();
            assertThat(answer.get()).isEqualTo("0");
            client.shutdown();
        }
    }

    @Test
    void sessions_allTaken_refuseWithRetryAfter() throws Exception {
        Map<String, String> one = Map.of(
                "SPLITSTREAM_CLICKHOUSE_SESSIONS", "1",
                "SPLITSTREAM_CLICKHOUSE_QUEUE", "1",
                "SPLITSTREAM_CLICKHOUSE_QUEUE_TIMEOUT", "300ms");
        try (GatewayProcess small = GatewayProcess.start(directory.resolve("small"), one)) {
            ExecutorService client = Executors.newSingleThreadExecutor();
            CompletableFuture<Void> slow = CompletableFuture.runAsync(
                    () -> {
                        try {
                            small.ask(ANALYST, "SELECT sleep(3)");
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    client);
            Thread.sleep(700);

            HttpResponse<byte[]> refused = small.post(ANALYST, "SELECT 1");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "Retry-After")).isEqualTo("1");
            assertThat(header(refused, "X-ClickHouse-Exception-Code")).isEqualTo("202");
            slow.get();
            assertThat(small.ask(ANALYST, "SELECT 1")).isEqualTo("1");
            client.shutdown();
        }
    }
}
