package io.splitstream.benchmarks.analysts;

import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.ClickHouseReader;
import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The questions of {@code docs/analysts.md} on an archive of 20 M events, and exports of all of them.
 *
 * <p>The archive is filled by SQL, beside the pipeline: what is measured is reading. Each experiment has a twentieth of
 * the events, ten a user; what an experiment's figures are read from is recounted from there for the one that is asked
 * about. An export goes through the API, to nowhere: as Parquet all of it, as text a part. While it runs the memory of
 * the API and of ClickHouse is watched.
 */
public final class AnalystBenchmark implements Benchmark {
    private static final int EXPERIMENTS = 20;
    private static final int EVENTS_A_USER = 10;
    private static final int ASKED = 3;
    /** Of the formats of text, which take several times as long. */
    private static final long TEXT_ROWS = 2_000_000;

    @Override
    public String name() {
        return "analysts";
    }

    @Override
    public String purpose() {
        return "the questions of docs/analysts.md and exports on an archive of 20 M events";
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        long events = request.quick() ? 400_000 : 20_000_000;
        Path credentialsFile = request.credentialsFile().orElseThrow();
        Credentials credentials = request.credentials();
        try {
            ApiClient api = new ApiClient(credentials.api(), credentials.adminToken());
            List<LoadTarget> targets = new ArrayList<>();
            for (int i = 0; i < EXPERIMENTS; i++) {
                targets.add(new Experiments(api).start("analysts " + i, 2));
            }
            ArchiveFill archive = ArchiveFill.of(credentialsFile);
            long users = events / EXPERIMENTS / EVENTS_A_USER;
            double filled = archive.fill(targets, users, EVENTS_A_USER);
            ClickHouseReader reader = new ClickHouseReader(credentials);
            long stored = reader.number("SELECT count() FROM v_events", Map.of());
            Figures figures = new Figures(name())
                    .with("events", stored)
                    .with("experiments", EXPERIMENTS)
                    .with("users_of_an_experiment", users)
                    .with("filled_in_seconds", filled);
            String asked = targets.get(0).experimentId();
            Recounting.of(api, asked);
            StringBuilder table = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%,d events in %d experiments%n%n| question | p50 | slowest |%n|---|---|---|%n",
                    stored,
                    EXPERIMENTS));
            for (AnalystQuestions.Question question : AnalystQuestions.read()) {
                Histogram micros = ask(reader, question, asked);
                double half = micros.getValueAtPercentile(50) / 1_000.0;
                double most = micros.getMaxValue() / 1_000.0;
                figures.with("question_" + question.number() + "_p50_ms", half)
                        .with("question_" + question.number() + "_max_ms", most);
                table.append(String.format(
                        Locale.ROOT,
                        "| %d. %s | %.0f ms | %.0f ms |%n",
                        question.number(),
                        question.words(),
                        half,
                        most));
            }
            table.append(String.format("%n| export | rows | seconds | MB | API, most MiB | ClickHouse, most MiB |%n"));
            table.append(String.format("|---|---|---|---|---|---|%n"));
            export(credentialsFile, credentials, "parquet", stored, figures, table);
            for (String format : List.of("ndjson", "csv")) {
                export(credentialsFile, credentials, format, Math.min(stored, TEXT_ROWS), figures, table);
            }
            return figures.withTable(table.toString());
        } catch (IOException e) {
            throw new MeasurementException("analysts cannot be measured: " + e.getMessage(), e);
        }
    }

    private static Histogram ask(ClickHouseReader reader, AnalystQuestions.Question question, String experiment)
            throws IOException, InterruptedException {
        Map<String, String> parameters =
                question.sql().contains("{experiment:") ? Map.of("experiment", experiment) : Map.of();
        Histogram micros = new Histogram(3);
        reader.rows(question.sql(), parameters); // The first one reads the disk.
        for (int i = 0; i < ASKED; i++) {
            long begin = System.nanoTime();
            reader.rows(question.sql(), parameters);
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
        }
        return micros;
    }

    private static void export(
            Path credentialsFile,
            Credentials credentials,
            String format,
            long rows,
            Figures figures,
            StringBuilder table)
            throws IOException, InterruptedException {
        try (MemoryWatch api = MemoryWatch.of(credentialsFile, "api");
                MemoryWatch clickHouse = MemoryWatch.of(credentialsFile, "clickhouse")) {
            long begin = System.nanoTime();
            ExportDrain drained = ExportDrain.of(credentials, "v_events", format, rows);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!format.equals("parquet") && drained.lines() - (format.equals("csv") ? 1 : 0) != rows) {
                throw new MeasurementException(
                        "an export of " + rows + " rows as " + format + " had " + drained.lines() + " lines", null);
            }
            String name = "export_" + format;
            figures.with(name + "_rows", rows)
                    .with(name + "_seconds", seconds)
                    .with(name + "_megabytes", drained.bytes() / 1e6)
                    .with(name + "_api_before_mib", api.before())
                    .with(name + "_api_most_mib", api.most())
                    .with(name + "_clickhouse_before_mib", clickHouse.before())
                    .with(name + "_clickhouse_most_mib", clickHouse.most());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1f | %,.0f | %.0f (before %.0f) | %.0f (before %.0f) |%n",
                    format,
                    rows,
                    seconds,
                    drained.bytes() / 1e6,
                    api.most(),
                    api.before(),
                    clickHouse.most(),
                    clickHouse.before()));
        }
    }
}
