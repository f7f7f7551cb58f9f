package io.splitstream.api.results;

import com.clickhouse.client.api.ServerException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.api.decision.DecisionLog;
import io.splitstream.api.decision.DecisionRecord;
import io.splitstream.api.decision.GuardrailFinding;
import io.splitstream.api.decision.RefusedRecordException;
import io.splitstream.api.experiment.Course;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.results.ResultTables;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and conclusions in ClickHouse, on connections of their own. Safe for use by several threads.
 *
 * <p>The version of a conclusion is the log time up to which its figures are complete, then the clock at which it was
 * made: whoever concludes from more, wins, in whatever order the rows arrive.
 */
public final class ClickHouseDecisions implements DecisionLog, AutoCloseable {
    private static final int CONNECTIONS = 2;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int VERSION_BITS = 64;
    /** Errors in reading a row: of a text, an assertion, a date, a time, a type, a number, data, an argument. */
    private static final Set<Integer> OF_WHAT_ROWS_SAY = Set.of(6, 26, 27, 38, 41, 53, 69, 72, 117);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final StatementClient client;
    private final JsonMapper json = JsonMapper.builder().build();

    public ClickHouseDecisions(ApiSettings.ClickHouse settings) {
        this.client = new StatementClient(settings, CONNECTIONS, ANSWER);
    }

    @Override
    public void name(List<Experiment> experiments) {
        insert(ResultTables.EXPERIMENTS, experiments.stream().map(this::named).toList());
    }

    @Override
    public void write(List<DecisionRecord> records) {
        // The newest and that of the minute in one block: both are there, or neither.
        insert(
                ResultTables.DECISIONS,
                records.stream()
                        .flatMap(record -> {
                            ObjectNode newest = concluded(record);
                            ObjectNode ofTheMinute = newest.deepCopy();
                            newest.put("minute", SECONDS.format(Instant.EPOCH));
                            ofTheMinute.put(
                                    "minute", SECONDS.format(record.decidedAt().truncatedTo(ChronoUnit.MINUTES)));
                            return List.of(newest, ofTheMinute).stream();
                        })
                        .toList());
    }

    @Override
    public void close() {
        client.close();
    }

    private void insert(String table, List<ObjectNode> rows) {
        if (rows.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        try {
            client.insert(table, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (UnavailableException e) {
            if (isOfWhatRowsSay(e)) {
                throw new RefusedRecordException("ClickHouse takes no such row in " + table, e);
            }
            throw e;
        }
    }

    private static boolean isOfWhatRowsSay(UnavailableException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException refusal) {
                return OF_WHAT_ROWS_SAY.contains(refusal.getCode());
            }
        }
        return false;
    }

    private ObjectNode named(Experiment experiment) {
        Course course = experiment.course();
        ObjectNode row = json.createObjectNode()
                .put("workspace_id", experiment.workspaceId())
                .put("experiment_id", experiment.id())
                .put("name", experiment.description().name())
                .put("status", experiment.status().word())
                .put("version", experiment.version())
                .put("target_metric", experiment.design().targetMetric().metricName())
                .put("control_id", experiment.design().control().id())
                .put("created_at", time(course.createdAt()))
                .put("started_at", time(course.startedAt()))
                .put("planned_end", time(course.plannedEnd()))
                .put("completed_at", time(course.completedAt()))
                .put("winner_variant_id", course.winnerVariantId())
                .put("ver", experiment.revision());
        ArrayNode ids = row.putArray("variant_ids");
        ArrayNode names = row.putArray("variant_names");
        ArrayNode weights = row.putArray("variant_weights");
        double all = experiment.design().variants().stream()
                .mapToDouble(ExperimentVariant::allocation)
                .sum();
        for (ExperimentVariant variant : experiment.design().variants()) {
            ids.add(variant.id());
            names.add(variant.name());
            weights.add(variant.allocation() / all);
        }
        return row;
    }

    private ObjectNode concluded(DecisionRecord record) {
        DecisionRecord.Figures figures = record.figures();
        Experiment experiment = record.experiment();
        BigInteger version = BigInteger.valueOf(record.completeUntil().toEpochMilli())
                .shiftLeft(VERSION_BITS)
                .add(BigInteger.valueOf(record.decidedAt().toEpochMilli()));
        ObjectNode row = json.createObjectNode()
                .put("workspace_id", experiment.workspaceId())
                .put("experiment_id", experiment.id())
                .put("version", figures.version())
                .put("ver", version.toString())
                .put("complete_until", time(record.completeUntil()))
                .put("decided_at", time(record.decidedAt()))
                .put("verdict", figures.verdict().name())
                .put("confidence", figures.confidence().word())
                .put("alpha", experiment.design().plan().alpha())
                .put("users", figures.users())
                .put("crossovers", figures.crossovers())
                .put("sample_ratio_p_value", figures.sampleRatioPValue())
                .put("sample_ratio_chi_square_p_value", figures.sampleRatioChiSquarePValue())
                .put("control_id", experiment.design().control().id());
        ArrayNode reasons = row.putArray("reasons");
        figures.reasons().forEach(reasons::add);
        ArrayNode ids = row.putArray("variant_ids");
        ArrayNode exposed = row.putArray("exposed");
        ArrayNode expected = row.putArray("expected");
        for (DecisionRecord.Share share : figures.shares()) {
            ids.add(share.variantId());
            exposed.add(share.exposed());
            expected.add(share.expected());
        }
        ArrayNode scorecard = row.putArray("scorecard");
        figures.scorecard().forEach(line -> scorecard.add(line(line)));
        ArrayNode guardrails = row.putArray("guardrails");
        figures.guardrails().forEach(finding -> guardrails.add(guardrail(finding)));
        return row;
    }

    private ObjectNode line(DecisionRecord.Line line) {
        Comparison comparison = line.comparison();
        ObjectNode row = json.createObjectNode()
                .put("metric", line.metric().metricName())
                .put("role", line.role().word())
                .put("variant_id", line.variantId())
                .put("verdict", line.verdict() == null ? null : line.verdict().name())
                .put("control_users", comparison.control().users())
                .put("users", comparison.test().users())
                .put("control_value", comparison.control().mean())
                .put("value", comparison.test().mean())
                .put("absolute_lift", comparison.absoluteLift())
                .put("relative_lift", comparison.relativeLift())
                .put("effect_size", comparison.effectSize())
                .put("is_open_ended", line.metric().isOpenEnded())
                .put("reason", reason(comparison).map(Reason::name).orElse(null));
        comparison.fixedHorizon().value().ifPresent(fixed -> row.put(
                        "fixed_lower", fixed.interval().lower())
                .put("fixed_upper", fixed.interval().upper())
                .put("fixed_p_value", fixed.pValue())
                .put("fixed_p_value_adjusted", fixed.adjustedPValue()));
        comparison.sequential().value().ifPresent(sequential -> row.put(
                        "sequential_lower", sequential.interval().lower())
                .put("sequential_upper", sequential.interval().upper())
                .put("sequential_p_value", sequential.pValue())
                .put("sequential_p_value_adjusted", sequential.adjustedPValue()));
        comparison.bayesian().value().ifPresent(bayesian -> row.put("probability_better", bayesian.probabilityBetter())
                .put("expected_loss", bayesian.expectedLoss()));
        return row;
    }

    /** As an analysis gives it: the first method that says nothing. */
    private static Optional<Reason> reason(Comparison comparison) {
        return comparison
                .fixedHorizon()
                .reason()
                .or(() -> comparison.bayesian().reason())
                .or(() -> comparison.sequential().reason());
    }

    private ObjectNode guardrail(GuardrailFinding finding) {
        return json.createObjectNode()
                .put("metric", finding.guardrail().metric().metricName())
                .put("variant_id", finding.variantId())
                .put("status", finding.status().word())
                .put("is_violated", finding.isViolated())
                .put("control_value", finding.standing().controlValue())
                .put("value", finding.standing().testValue())
                .put("threshold", finding.standing().threshold())
                .put("p_value", finding.standing().pValue())
                .put("units", finding.standing().denominatorUnits());
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : TIME.format(instant);
    }
}
