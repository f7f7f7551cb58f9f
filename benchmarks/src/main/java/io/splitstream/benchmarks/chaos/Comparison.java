package io.splitstream.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.CellTotals;
import io.splitstream.benchmarks.client.DefinitionsTopic;
import io.splitstream.benchmarks.client.RunningStack;
import io.splitstream.benchmarks.client.StoredCells;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.ExpectedVariant;
import io.splitstream.contracts.metric.MomentLayout;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Four accounts of one experiment at rest: the journal of who sent the events, the answer of the API, the rows that were
 * streamed, and the recount of the archive. All have to agree exactly.
 */
final class Comparison {
    private static final int LIVE = 0;

    private final RunningStack stack;
    private final StoredCells cells;
    private final ApiClient api;

    Comparison(RunningStack stack) {
        this.stack = stack;
        this.cells = stack.cells();
        this.api = stack.admin();
    }

    /** Waits until statistics, archive and API say that they hold all that was logged by a time. */
    void awaitComplete(String experimentId, Instant time) throws InterruptedException {
        RunningStack.await("jobs complete until " + time, () -> cells.areCompleteUntil(time.toEpochMilli()));
        RunningStack.await("metrics of " + experimentId + " complete until " + time, () -> {
            JsonNode until = metrics(experimentId).path("complete_until");
            return until.isTextual() && !Instant.parse(until.asText()).isBefore(time);
        });
    }

    /** What differs; nothing where all agree. */
    List<String> differences(ExpectedExperiment expected) throws IOException, InterruptedException {
        String experimentId = expected.experimentId();
        List<List<String>> streamed = cells.streamed(experimentId, LIVE);
        List<List<String>> recounted = cells.recounted(DefinitionsTopic.newest(stack.kafka(), experimentId));
        List<String> differences = new ArrayList<>();
        for (List<String> cell : streamed) {
            if (!recounted.contains(cell)) {
                differences.add("streamed " + cell + " is not in the recount");
            }
        }
        for (List<String> cell : recounted) {
            if (!streamed.contains(cell)) {
                differences.add("recounted " + cell + " was not streamed");
            }
        }
        compareJournal(expected, streamed, differences);
        compareAnswer(expected, metrics(experimentId), differences);
        return differences;
    }

    private static void compareJournal(
            ExpectedExperiment expected, List<List<String>> streamed, List<String> differences) {
        Map<String, List<BigInteger>> sums = new HashMap<>();
        Map<String, Long> users = new HashMap<>();
        for (List<String> cell : streamed) {
            users.merge(cell.get(CellTotals.VARIANT), Long.parseLong(cell.get(CellTotals.USERS)), Long::sum);
            sums.merge(cell.get(CellTotals.VARIANT), integers(cell.get(CellTotals.SUMS)), Comparison::plus);
        }
        for (ExpectedVariant variant : expected.variants()) {
            String name = "streamed, of variant " + variant.variantId() + ": ";
            compare(name + "users", variant.users(), users.getOrDefault(variant.variantId(), 0L), differences);
            List<BigInteger> none = MomentLayout.USUAL.measures().stream()
                    .map(measure -> BigInteger.ZERO)
                    .toList();
            compare(
                    name + "first moments",
                    variant.moments(),
                    sums.getOrDefault(variant.variantId(), none),
                    differences);
        }
        List<String> any = streamed.isEmpty() ? List.of() : streamed.get(0);
        compare("streamed crossovers", expected.crossovers(), number(any, CellTotals.CROSSOVERS), differences);
        compare("streamed events", expected.events(), number(any, CellTotals.EVENTS), differences);
        compare("streamed late events", expected.lateEvents(), number(any, CellTotals.LATE_EVENTS), differences);
    }

    private static void compareAnswer(ExpectedExperiment expected, JsonNode data, List<String> differences) {
        Map<String, JsonNode> variants = new HashMap<>();
        data.path("variants")
                .forEach(variant -> variants.put(variant.path("variant_id").asText(), variant));
        for (ExpectedVariant variant : expected.variants()) {
            JsonNode told = variants.getOrDefault(variant.variantId(), MissingNode.getInstance());
            String name = "told, of variant " + variant.variantId() + ": ";
            compare(name + "users", variant.users(), told.path("users").asLong(-1), differences);
            compare(
                    name + "impressions",
                    variant.impressions(),
                    told.path("impressions").asLong(-1),
                    differences);
            compare(name + "clicks", variant.clicks(), told.path("clicks").asLong(-1), differences);
            compare(
                    name + "conversions",
                    variant.conversions(),
                    told.path("conversions").asLong(-1),
                    differences);
            compare(
                    name + "revenue",
                    variant.revenue().stripTrailingZeros().toPlainString(),
                    plain(told.path("total_revenue")),
                    differences);
        }
        compare(
                "told crossovers",
                expected.crossovers(),
                data.path("crossovers").asLong(-1),
                differences);
    }

    private JsonNode metrics(String experimentId) throws IOException, InterruptedException {
        Answer answer = api.get("/api/experiments/" + experimentId + "/metrics");
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status() + ": " + answer.text());
        }
        return answer.data();
    }

    private static String plain(JsonNode number) {
        return number.isNumber() ? number.decimalValue().stripTrailingZeros().toPlainString() : number.toString();
    }

    private static void compare(String what, Object expected, Object actual, List<String> differences) {
        if (!expected.equals(actual)) {
            differences.add(what + " " + actual + " (expected: " + expected + ")");
        }
    }

    private static long number(List<String> cell, int column) {
        return cell.isEmpty() ? 0 : new BigDecimal(cell.get(column)).longValueExact();
    }

    private static List<BigInteger> integers(String array) {
        return Arrays.stream(array.substring(1, array.length() - 1).split(",", -1))
                .map(BigInteger::new)
                .toList();
    }

    private static List<BigInteger> plus(List<BigInteger> one, List<BigInteger> other) {
        List<BigInteger> sums = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            sums.add(one.get(i).add(other.get(i)));
        }
        return sums;
    }
}
