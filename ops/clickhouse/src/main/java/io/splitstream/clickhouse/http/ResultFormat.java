package io.splitstream.clickhouse.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A format of results, and how one of its kind is streamed.
 *
 * @param name as ClickHouse names it
 */
record ResultFormat(String name) {
    /**
     * Only formats whose every row is at least a byte: the engine takes a block of no bytes for the end of the stream.
     */
    private static final Map<String, Supplier<BlockJoiner>> JOINERS = Map.ofEntries(
            Map.entry("tabseparated", BlockJoiner::plain),
            Map.entry("tsv", BlockJoiner::plain),
            Map.entry("tabseparatedraw", BlockJoiner::plain),
            Map.entry("tsvraw", BlockJoiner::plain),
            Map.entry("raw", BlockJoiner::plain),
            Map.entry("csv", BlockJoiner::plain),
            Map.entry("tskv", BlockJoiner::plain),
            Map.entry("jsoneachrow", BlockJoiner::plain),
            Map.entry("jsonlines", BlockJoiner::plain),
            Map.entry("ndjson", BlockJoiner::plain),
            Map.entry("jsonstringseachrow", BlockJoiner::plain),
            Map.entry("jsoncompacteachrow", BlockJoiner::plain),
            Map.entry("jsoncompactstringseachrow", BlockJoiner::plain),
            Map.entry("rowbinary", BlockJoiner::plain),
            Map.entry("native", BlockJoiner::plain),
            Map.entry("msgpack", BlockJoiner::plain),
            Map.entry("bsoneachrow", BlockJoiner::plain),
            Map.entry("lineasstring", BlockJoiner::plain),
            Map.entry("tabseparatedwithnames", () -> HeaderJoiner.tabbedLines(1)),
            Map.entry("tsvwithnames", () -> HeaderJoiner.tabbedLines(1)),
            Map.entry("tabseparatedwithnamesandtypes", () -> HeaderJoiner.tabbedLines(2)),
            Map.entry("tsvwithnamesandtypes", () -> HeaderJoiner.tabbedLines(2)),
            Map.entry("csvwithnames", () -> HeaderJoiner.lines(1)),
            Map.entry("csvwithnamesandtypes", () -> HeaderJoiner.lines(2)),
            Map.entry("jsoncompacteachrowwithnames", () -> HeaderJoiner.tabbedLines(1)),
            Map.entry("jsoncompacteachrowwithnamesandtypes", () -> HeaderJoiner.tabbedLines(2)),
            Map.entry("jsoncompactstringseachrowwithnames", () -> HeaderJoiner.tabbedLines(1)),
            Map.entry("jsoncompactstringseachrowwithnamesandtypes", () -> HeaderJoiner.tabbedLines(2)),
            Map.entry("rowbinarywithnames", () -> HeaderJoiner.binary(false)),
            Map.entry("rowbinarywithnamesandtypes", () -> HeaderJoiner.binary(true)),
            Map.entry("json", JsonJoiner::new),
            Map.entry("jsonstrings", JsonJoiner::new),
            Map.entry("jsoncompact", JsonJoiner::new),
            Map.entry("jsoncompactstrings", JsonJoiner::new),
            Map.entry("parquet", ParquetJoiner::new));

    /** A new joiner for a result; empty for a format whose results must be had whole, such as Arrow. */
    Optional<BlockJoiner> joiner() {
        return Optional.ofNullable(JOINERS.get(lowerName())).map(Supplier::get);
    }

    /** The {@code Content-Type} that ClickHouse gives the format. */
    String contentType() {
        String lower = lowerName();
        boolean rows = lower.contains("eachrow") || lower.equals("jsonlines") || lower.equals("ndjson");
        if (lower.startsWith("json") && !rows) {
            return "application/json; charset=UTF-8";
        }
        if (rows) {
            return "application/x-ndjson; charset=UTF-8";
        }
        if (lower.startsWith("csv")) {
            return "text/csv; charset=UTF-8; header=" + (lower.contains("withnames") ? "present" : "absent");
        }
        if (lower.startsWith("tabseparated") || lower.startsWith("tsv")) {
            return "text/tab-separated-values; charset=UTF-8";
        }
        if (lower.equals("xml")) {
            return "application/xml; charset=UTF-8";
        }
        if (lower.equals("parquet")
                || lower.contains("binary")
                || lower.startsWith("arrow")
                || lower.equals("native")
                || lower.equals("orc")
                || lower.equals("avro")) {
            return "application/octet-stream";
        }
        return "text/plain; charset=UTF-8";
    }

    private String lowerName() {
        return name.toLowerCase(Locale.ROOT);
    }
}
