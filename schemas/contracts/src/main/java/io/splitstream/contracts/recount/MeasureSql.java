package io.splitstream.contracts.recount;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import io.splitstream.statistics.QuantileSketch;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How each measure of a user is computed from the user's events and assignment, and moments from measures, in the order
 * of a moment layout: the measure at index i is the column {@code m<i>}.
 *
 * <p>Bounds are not held by {@code least} and {@code greatest}: compiled, which the engine does with an expression it
 * meets for the fourth time, those are wrong on 128 bits.
 */
final class MeasureSql {
    /** The largest magnitude of a user's total of values, in ten-thousandths: 1e12. */
    private static final long MOST = 10_000_000_000_000_000L;

    /** The largest magnitude of a covariate, in ten-thousandths: 1e9. */
    private static final String MOST_NUMBER = "10000000000000";

    /** Single events of a user that windows are counted from: the first of them by time, type and value. */
    private static final int JOURNAL = 1_000;

    /** Stands for no value, before every value. */
    private static final String VALUELESS = "toInt64('-9223372036854775808')";

    private final MomentLayout layout;
    private final String sessionGap;
    private final String longAgo;

    /**
     * @param sessionGap milliseconds; a longer one parts two sessions
     * @param longAgo a time before every event that can be subtracted from one without overflow
     */
    MeasureSql(MomentLayout layout, long sessionGap, String longAgo) {
        this.layout = layout;
        this.sessionGap = Long.toString(sessionGap);
        this.longAgo = longAgo;
    }

    /** Columns of the aggregation by user: measures over all of the user's events but those of sessions. */
    String totals() {
        return columns(this::ofAllEvents, "                            ");
    }

    /** The column of single events, if a window is counted from them. */
    String journal() {
        return layout.windows().isEmpty()
                ? ""
                : ",\n                            arraySlice(arraySort(groupArrayIf("
                        + "(toUnixTimestamp64Milli(timestamp), toString(event_type), ifNull(toInt64(event_value * 10000), "
                        + VALUELESS + ")), counted)), 1, " + JOURNAL + ") AS journal";
    }

    /** Columns that need sessions or the assignment: measures in windows, and the covariate. */
    String enrolled() {
        StringBuilder sql = new StringBuilder();
        if (layout.measures().stream().anyMatch(measure -> measure.quantity() == Measure.Quantity.COVARIATE)) {
            sql.append(",\n                ").append(covariate());
        }
        for (long window : layout.windows()) {
            sql.append(",\n                ").append(window(window));
        }
        return sql + ",\n                " + columns(this::afterwards, "                ");
    }

    /** Per measure the users of one variant whose total is not zero. */
    String nonZero() {
        return indexes(layout.measures(), i -> "countIf(variants = 1 AND m" + i + " != 0)");
    }

    /** First moments. */
    String sums() {
        return indexes(layout.measures(), i -> "sumIf(toInt128(m" + i + "), variants = 1)");
    }

    /** Second moments. */
    String products() {
        List<Product> products = layout.products();
        return indexes(
                products,
                i -> "sumIf(toInt256(m" + layout.leftOf(i) + ") * toInt256(m" + layout.rightOf(i) + "), variants = 1)");
    }

    /** Histograms: pairs of bin and users. */
    String histograms() {
        return indexes(layout.histograms(), i -> {
            int members = layout.membersOf(i);
            String condition = "variants = 1" + (members < 0 ? "" : " AND m" + members + " = 1");
            String counts =
                    "sumMapIf([toInt16(" + bin("m" + layout.measureOf(i)) + ")], [toUInt64(1)], " + condition + ")";
            return "arrayZip(" + counts + ".1, " + counts + ".2)";
        });
    }

    /** The greatest integers of the bins of a quantile sketch, under the name that {@link #histograms} uses. */
    static String bins() {
        return QuantileSketch.greatest().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"))
                + " AS greatest_of_bins";
    }

    /** The logarithm is off by one bin at the most, which the exact bounds then show. */
    private static String bin(String value) {
        String size = "if(" + value + " = 0, toUInt64(1), abs(" + value + "))";
        String near = "toInt32(ceil(log(" + size + ") / log(201 / 199)))";
        String index = "multiIf(greatest_of_bins[" + near + " + 1] < " + size + ", " + near + " + 1, " + near
                + " > 0 AND greatest_of_bins[" + near + "] >= " + size + ", " + near + " - 1, " + near + ")";
        return "if(" + value + " = 0, 0, sign(" + value + ") * (1 + (" + index + ")))";
    }

    private @Nullable String ofAllEvents(Measure measure) {
        String ofType = "counted AND event_type = '" + measure.eventType() + "'";
        String count = "toInt64(countIf(" + ofType + "))";
        String valued = "toInt64(countIf(" + ofType + " AND event_value IS NOT NULL))";
        String sum = "toInt128(ifNull(sumIf(event_value, " + ofType + "), 0) * 10000)";
        return measure.window() != null ? null : amount(measure, count, valued, sum);
    }

    private @Nullable String afterwards(Measure measure) {
        Long window = measure.window();
        return switch (measure.quantity()) {
            case SESSIONS -> window == null ? "sessions" : "sessions_" + window;
            case BOUNCES -> window == null ? "bounces" : "bounces_" + window;
            case COVARIATE -> window == null ? "covariate" : "if(closed_" + window + ", covariate, 0)";
            case MATURED -> "toInt64(closed_" + window + ")";
            case COUNT, ANY, VALUED, SUM, MEAN -> window == null ? null : ofWindow(measure, window);
        };
    }

    private static @Nullable String ofWindow(Measure measure, long window) {
        String events = "events_" + window;
        String ofType = "event.2 = '" + measure.eventType() + "'";
        String withValue = ofType + " AND event.3 != " + VALUELESS;
        String count = "toInt64(arrayCount(event -> " + ofType + ", " + events + "))";
        String valued = "toInt64(arrayCount(event -> " + withValue + ", " + events + "))";
        String sum = "arraySum(event -> if(" + withValue + ", toInt128(event.3), toInt128(0)), " + events + ")";
        return amount(measure, count, valued, sum);
    }

    /** What is made of a user's events of a type: their number, those with a value, the sum in ten-thousandths. */
    private static @Nullable String amount(Measure measure, String count, String valued, String sum) {
        Long cap = measure.cap();
        long most = cap == null ? MOST : Math.min(cap, MOST);
        return switch (measure.quantity()) {
            case COUNT ->
                cap == null ? count : "if(" + count + " > " + most + ", toInt64(" + most + "), " + count + ")";
            case ANY -> "toInt64(" + count + " > 0)";
            case VALUED -> valued;
            case SUM -> held(sum, most);
            case MEAN -> held(quotient(sum, valued), most);
            case SESSIONS, BOUNCES, MATURED, COVARIATE -> null;
        };
    }

    private static String held(String total, long most) {
        return "multiIf(" + total + " > " + most + ", toInt64(" + most + "), " + total + " < -" + most + ", toInt64(-"
                + most + "), toInt64(" + total + "))";
    }

    /** Rounded half to even; 0 over nothing, for then it is 0 that is divided. */
    private static String quotient(String dividend, String divisor) {
        return "arrayMap((n, d) -> if(n < 0, -" + halfEven("-n", "d") + ", " + halfEven("n", "d") + "), [" + dividend
                + "], [toInt128(if(" + divisor + " = 0, 1, " + divisor + "))])[1]";
    }

    /** Of integers of one type, the dividend not below 0 and the divisor over 0. */
    private static String halfEven(String dividend, String divisor) {
        String whole = "intDiv(" + dividend + ", " + divisor + ")";
        String twice = "2 * ((" + dividend + ") - " + whole + " * " + divisor + ")";
        return "(" + whole + " + (" + twice + " > " + divisor + " OR (" + twice + " = " + divisor + " AND " + whole
                + " % 2 = 1)))";
    }

    /** The number that the assignment says in ten-thousandths, if the user was assigned before being seen; else 0. */
    private static String covariate() {
        String digits = "toInt256OrZero(concat(parts[2], parts[3]))";
        String shift = "toInt32OrZero(replaceOne(parts[4], '+', '')) - toInt32(length(parts[3])) + 4";
        String power = "toInt256(concat('1', repeat('0', toUInt8(%s))))";
        // 40 digits at the most: what is moved further is beyond the bound, or nothing.
        String size = "arrayMap((digits, shift) -> multiIf(digits = 0, toInt256(0), shift > 33, toInt256(" + MOST_NUMBER
                + "), shift >= 0, digits * " + power.formatted("if(shift BETWEEN 0 AND 33, shift, 0)")
                + ", shift < -41, toInt256(0), "
                + halfEven("digits", power.formatted("if(shift BETWEEN -41 AND -1, -shift, 0)")) + "), [" + digits
                + "], [" + shift + "])[1]";
        return "extractGroups(if(is_assigned AND assigned.assigned_millis <= first_seen,"
                + " assigned.attributes[{covariate:String}], ''),"
                + " '^(-?)([0-9]{1,20})(?:\\.([0-9]{1,20}))?(?:[eE]([+-]?[0-9]{1,2}))?$') AS parts,\n                "
                + size + " AS covariate_size,\n                "
                + "if(parts[1] = '-', -1, 1) * toInt64(if(covariate_size > " + MOST_NUMBER + ", toInt256(" + MOST_NUMBER
                + "), covariate_size)) AS covariate";
    }

    /** A window counts once the log is complete until the second in which it ends. */
    private String window(long window) {
        String begin = "assigned.assigned_millis";
        String of = "_" + window;
        return "(is_assigned AND intDiv(" + begin + " + " + window + " + 999, 1000) * 1000 <= {until:Int64}) AS closed"
                + of
                + ",\n                arrayFilter(event -> closed" + of + " AND event.1 >= " + begin + " AND event.1 < "
                + begin + " + " + window + ", journal) AS events" + of
                + ",\n                arrayMap(event -> event.1, events" + of + ") AS times" + of
                + ",\n                arrayMap((time, before) -> time - before > " + sessionGap + ", times" + of
                + ", arraySlice(arrayPushFront(times" + of + ", " + longAgo + "), 1, length(times" + of
                + "))) AS begins" + of
                + ",\n                toInt64(arrayCount(begins" + of + ")) AS sessions" + of
                + ",\n                toInt64(arrayCount((event, begin, next_begin) -> begin AND next_begin AND event.2 ="
                + " 'impression', events" + of + ", begins" + of + ", arraySlice(arrayPushBack(begins" + of
                + ", 1), 2))) AS bounces" + of;
    }

    private String columns(Function<Measure, @Nullable String> form, String indent) {
        List<Measure> measures = layout.measures();
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            String column = form.apply(measures.get(i));
            if (column != null) {
                columns.append(columns.isEmpty() ? "" : ",\n" + indent)
                        .append(column)
                        .append(" AS m")
                        .append(i);
            }
        }
        return columns.toString();
    }

    private static String indexes(List<?> of, Function<Integer, String> form) {
        return IntStream.range(0, of.size()).boxed().map(form).collect(Collectors.joining(",\n                "));
    }
}
