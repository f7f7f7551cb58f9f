package io.splitstream.benchmarks.client;

/** Statements that bring streamed and recounted statistics into one form, to be compared as they are. */
public final class CellTotals {
    /** The place of the variant in a row. */
    public static final int VARIANT = 0;

    /** The place of the weight epoch's index. */
    public static final int WEIGHT_EPOCH = 1;

    /** The place of the users that were seen in this variant only. */
    public static final int USERS = 2;

    /** The place of the first moments, an array. */
    public static final int SUMS = 5;

    /** The place of the experiment's crossovers, the same in every row. */
    public static final int CROSSOVERS = 8;

    /** The place of the experiment's counted events, the same in every row. */
    public static final int EVENTS = 9;

    /** The place of the experiment's late events, the same in every row. */
    public static final int LATE_EVENTS = 10;

    private CellTotals() {}

    /**
     * One row per variant and weight epoch, with its statistics, histograms by place and bin, and the experiment's
     * crossovers, events and late events, from rows over users that are apart.
     *
     * @param rows a query in brackets that gives the columns of {@code experiment_statistics}
     */
    public static String of(String rows) {
        return "SELECT cell.1 AS variant, cell.2 AS epoch, sum(cell.3), sum(cell.4), sumForEach(cell.5),"
                + " sumForEach(cell.6), sumForEach(cell.7), sumMap(arrayFlatten(" + bins("bin.1 + 10000 * place") + "),"
                + " arrayFlatten(" + bins("bin.2")
                + ")), any(all_crossovers), any(all_events), any(all_late) FROM (SELECT"
                + " arrayJoin(arrayZip(variant_ids, weight_epochs, users, exposed, non_zero, sums, products, histograms))"
                + " AS cell, all_crossovers, all_events, all_late FROM (SELECT *, sum(crossovers) OVER () AS"
                + " all_crossovers, sum(events) OVER () AS all_events, sum(late_events) OVER () AS all_late FROM "
                + rows + ")) GROUP BY variant, epoch ORDER BY variant, epoch";
    }

    /**
     * A query for the version that readers see of one generation of an experiment.
     *
     * @param where a condition that says which
     */
    public static String shownVersion(String where) {
        return "SELECT version FROM experiment_statistics" + where
                + " GROUP BY version ORDER BY uniqExact(bucket) = 16 DESC, version DESC LIMIT 1";
    }

    /** Of every bin in a cell's histograms something; bins are within ±3,686. */
    private static String bins(String something) {
        return "arrayMap((bins, place) -> arrayMap(bin -> " + something + ", bins), cell.8, arrayEnumerate(cell.8))";
    }

    /**
     * The same of a generation's newest version that has all of its rows, else of the newest;
     * {@code {experiment:String}} and {@code {generation:UInt32}}.
     */
    public static String ofGeneration() {
        String where = " WHERE experiment_id = {experiment:String} AND generation = {generation:UInt32}";
        return of(
                "(SELECT * FROM experiment_statistics FINAL" + where + " AND version = (" + shownVersion(where) + "))");
    }
}
