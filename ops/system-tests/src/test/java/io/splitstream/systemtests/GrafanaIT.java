package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.benchmarks.load.LoadTarget;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Dashboards, alerts and runbooks against the running stack: every query runs, every metric is scraped. */
@Order(27)
class GrafanaIT {
    private static final Path GRAFANA = Stack.root().resolve("ops/grafana");
    private static final Path PROMETHEUS = Stack.root().resolve("ops/prometheus");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern METRIC = Pattern.compile("\\b(splitstream_[a-z0-9_]+)");
    private static final Pattern ALERT = Pattern.compile("^ +- alert: (\\w+)$", Pattern.MULTILINE);
    private static final Pattern RUNBOOK = Pattern.compile("^ +runbook: (\\S+)$", Pattern.MULTILINE);
    private static final Pattern UID = Pattern.compile("^ +uid: (\\S+)$", Pattern.MULTILINE);
    private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\((\\w+)\\)");

    private static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                all.add(JSON.readTree(file.toFile()));
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(2);
        return all;
    }

    @Test
    void dashboards_areValid() throws IOException {
        JsonObject schema = new JsonObject(Files.readString(GRAFANA.resolve("dashboard.schema.json")));
        Validator validator = Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                        .setBaseUri("https://splitstream.invalid")
                        .setDraft(Draft.DRAFT202012));
        String sources = Files.readString(GRAFANA.resolve("provisioning/datasources/splitstream.yaml"));
        Set<String> uids = new HashSet<>();
        UID.matcher(sources).results().forEach(found -> uids.add(found.group(1)));
        Set<String> names = new HashSet<>();
        for (JsonNode dashboard : dashboards()) {
            String title = dashboard.path("title").asText();
            OutputUnit verdict = validator.validate(new JsonObject(dashboard.toString()));
            assertThat(verdict.getValid())
                    .as("%s: %s", title, verdict.getErrors())
                    .isTrue();
            assertThat(names.add(dashboard.path("uid").asText())).as(title).isTrue();
            Set<Integer> ids = new HashSet<>();
            Set<String> places = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                String name = title + ", " + panel.path("title").asText();
                assertThat(ids.add(panel.path("id").asInt())).as(name).isTrue();
                assertThat(uids).as(name).contains(panel.at("/datasource/uid").asText());
                assertThat(panel.at("/gridPos/x").asInt()
                                + panel.at("/gridPos/w").asInt())
                        .as(name)
                        .isLessThanOrEqualTo(24);
                for (int x = 0; x < panel.at("/gridPos/w").asInt(); x++) {
                    for (int y = 0; y < panel.at("/gridPos/h").asInt(); y++) {
                        assertThat(places.add((panel.at("/gridPos/x").asInt() + x) + ":"
                                        + (panel.at("/gridPos/y").asInt() + y)))
                                .as("%s overlaps another panel", name)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void everyClickHouseQuery_runsAsTheAnalyst() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("dashboards", 2);
        int queries = 0;
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode variable : dashboard.at("/templating/list")) {
                assertThat(stack.analyst().rows(variable.path("query").asText()))
                        .isNotNull();
            }
            for (JsonNode sql : dashboard.findValues("rawSql")) {
                stack.analyst().rows(filled(sql.asText(), target.experimentId()));
                queries++;
            }
        }
        assertThat(queries).isGreaterThanOrEqualTo(8);
    }

    /** What Grafana fills in. */
    private static String filled(String sql, String experimentId) {
        assertThat(sql.replace("$experiment", "").replaceAll(TIME_FILTER.pattern(), ""))
                .as("only what this test fills in")
                .doesNotContain("$");
        return TIME_FILTER
                .matcher(sql.replace("$experiment", experimentId))
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + " >= toDateTime(1) AND " + found.group(1) + " <= toDateTime(4102444800)"));
    }

    @Test
    void everyMetric_ofDashboardsAndAlerts_isScraped() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        // What is only there once something happened.
        stack.admin().get("/api/experiments/none");
        stack.admin().get("/api/exports/v_experiments?limit=1");
        Set<String> named = new TreeSet<>();
        for (JsonNode dashboard : dashboards()) {
            dashboard.findValues("expr").forEach(expr -> metrics(expr.asText(), named));
        }
        metrics(Files.readString(PROMETHEUS.resolve("alerts.yml")), named);
        Set<String> scraped = new HashSet<>();
        for (URI page : stack.metricPages()) {
            metrics(scrape(page), scraped);
        }

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(scraped).containsAll(named);
    }

    private static void metrics(String text, Set<String> into) {
        METRIC.matcher(text).results().forEach(found -> into.add(found.group(1)));
    }

    private static String scrape(URI page) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void everyAlert_hasARunbookThatSaysWhatToDo() throws IOException {
        String alerts = Files.readString(PROMETHEUS.resolve("alerts.yml"));
        List<String> names =
                ALERT.matcher(alerts).results().map(found -> found.group(1)).toList();
        List<String> runbooks =
                RUNBOOK.matcher(alerts).results().map(found -> found.group(1)).toList();

        assertThat(names).hasSizeGreaterThan(5).doesNotHaveDuplicates().hasSameSizeAs(runbooks);
        for (int i = 0; i < names.size(); i++) {
            String page = Files.readString(Stack.root().resolve(runbooks.get(i)));
            assertThat(page).startsWith("# " + names.get(i) + "\n").contains("## What it means", "## Look", "## Do");
        }
        try (Stream<Path> pages = Files.list(Stack.root().resolve("docs/runbooks"))) {
            assertThat(pages.filter(page -> !page.endsWith("README.md"))).hasSameSizeAs(names);
        }
    }

    /** Prometheus' own tool, where it is: it parses the rules, and raises each by the trouble that it is for. */
    @Test
    void alerts_passPromtool() throws IOException, InterruptedException {
        String promtool = System.getProperty("splitstream.promtool", "");
        Assumptions.assumeTrue(!promtool.isBlank() && Files.isExecutable(Path.of(promtool)), "promtool is not there");
        for (List<String> arguments : List.of(
                List.of("check", "config", "prometheus.yml"),
                List.of("check", "rules", "alerts.yml"),
                List.of("test", "rules", "alerts.test.yml"))) {
            List<String> command = new ArrayList<>(List.of(promtool));
            command.addAll(arguments);
            Path output = Files.createTempFile("promtool", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(PROMETHEUS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", arguments, Files.readString(output))
                    .isZero();
            Files.delete(output);
        }
    }
}
