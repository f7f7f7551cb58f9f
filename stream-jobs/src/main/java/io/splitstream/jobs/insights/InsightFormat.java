package io.splitstream.jobs.insights;

import io.splitstream.contracts.results.ResultTables;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.connector.RowEpoch;
import io.splitstream.jobs.connector.RowFormat;
import io.splitstream.jobs.insights.core.InsightEpoch;
import io.splitstream.jobs.insights.core.InsightOutput;
import io.splitstream.jobs.insights.core.InsightRow;
import io.splitstream.jobs.insights.core.Insights;
import io.splitstream.jobs.insights.core.SessionKey;
import io.splitstream.jobs.insights.core.Sign;
import io.splitstream.jobs.insights.core.SignKind;
import java.util.List;
import java.util.Optional;

/** Insights as rows of table {@code session_insights}. */
final class InsightFormat implements RowFormat<InsightOutput> {
    private static final long serialVersionUID = 1L;

    private static final List<String> COLUMNS = List.of(
            "workspace_id",
            "study_id",
            "session_id",
            "tester_id",
            "variant",
            "ver",
            "complete_until",
            "interactions",
            "clicks",
            "rage_clicks",
            "dead_clicks",
            "error_clicks",
            "errors",
            "back_and_forth",
            "idles",
            "idle_millis",
            "first_at",
            "last_at",
            "duration_millis",
            "frustration_score",
            "sign_kinds",
            "sign_times",
            "sign_subjects",
            "duplicates",
            "late_interactions",
            "excess");

    @Override
    public String table() {
        return ResultTables.INSIGHTS;
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Optional<RowEpoch> epoch(InsightOutput output) {
        return output instanceof InsightEpoch start
                ? Optional.of(new RowEpoch(start.epoch(), start.holdsUntil()))
                : Optional.empty();
    }

    @Override
    public SessionKey key(InsightOutput row) {
        return ((InsightRow) row).key();
    }

    @Override
    public void append(InsightOutput output, RowBuffer out) {
        InsightRow row = (InsightRow) output;
        Insights insights = row.insights();
        out.text(row.key().workspaceId())
                .text(row.key().studyId())
                .text(row.key().sessionId())
                .text(row.key().testerId())
                .text(row.key().variant())
                .integer(row.sequence(), Long.BYTES)
                .integer(row.epoch(), Long.BYTES)
                .time(row.completeUntil());
        counts(insights, out);
        Long first = insights.firstAt();
        Long last = insights.lastAt();
        Double score = insights.score();
        out.integer(insights.idleMillis(), Long.BYTES)
                .nullableLong(first)
                .nullableLong(last)
                .integer(first == null || last == null ? 0 : last - first, Long.BYTES)
                // A Float64 is the eight bytes of its bits.
                .nullableLong(score == null ? null : (Long) Double.doubleToLongBits(score));
        signs(insights.signs(), out);
        out.integer(insights.left().duplicates(), Long.BYTES)
                .integer(insights.left().late(), Long.BYTES)
                .integer(insights.left().excess(), Long.BYTES);
    }

    private static void counts(Insights insights, RowBuffer out) {
        out.integer(insights.interactions(), Long.BYTES)
                .integer(insights.clicks(), Long.BYTES)
                .integer(insights.count(SignKind.RAGE_CLICK), Long.BYTES)
                .integer(insights.count(SignKind.DEAD_CLICK), Long.BYTES)
                .integer(insights.count(SignKind.ERROR_CLICK), Long.BYTES)
                .integer(insights.errors(), Long.BYTES)
                .integer(insights.count(SignKind.BACK_AND_FORTH), Long.BYTES)
                .integer(insights.count(SignKind.IDLE), Long.BYTES);
    }

    private static void signs(List<Sign> signs, RowBuffer out) {
        out.length(signs.size());
        signs.forEach(sign -> out.text(sign.kind().word()));
        out.length(signs.size());
        signs.forEach(sign -> out.time(sign.at()));
        out.length(signs.size());
        signs.forEach(sign -> out.text(sign.subject()));
    }
}
