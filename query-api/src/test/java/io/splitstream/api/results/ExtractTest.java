package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.results.AnalystView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtractTest {
    private static final AnalystView VIEW = new AnalystView(
            "v_things",
            List.of(
                    new AnalystView.Column("workspace_id", "String", "whose"),
                    new AnalystView.Column("experiment_id", "String", "which"),
                    new AnalystView.Column("n", "Int128", "how many")));

    @Test
    void statement_bindsAllThatTheCallerSays() {
        Extract extract = Extract.of(new Extract.Request(
                VIEW, Extract.Format.CSV, "w' OR 1=1", Optional.of("e'; DROP TABLE x\n"), Optional.of(7L)));

        assertThat(extract.statement())
                .isEqualTo("SELECT rows_of_all.workspace_id, rows_of_all.experiment_id, rows_of_all.n"
                        + " FROM splitstream.v_things AS rows_of_all"
                        + " WHERE rows_of_all.workspace_id = {workspace:String}"
                        + " AND rows_of_all.experiment_id = {experiment:String}"
                        + " LIMIT {limit:UInt64} FORMAT CSVWithNames");
        assertThat(extract.parameters())
                .containsEntry("workspace", "w' OR 1=1")
                .containsEntry("experiment", "e'; DROP TABLE x\\n")
                .containsEntry("limit", "7");
    }

    @Test
    void statement_forParquet_makesWideNumbersDecimals() {
        Extract extract =
                Extract.of(new Extract.Request(VIEW, Extract.Format.PARQUET, "w", Optional.empty(), Optional.empty()));

        assertThat(extract.statement())
                .contains("reinterpret(rows_of_all.n, 'Decimal(38, 0)') AS n")
                .endsWith("= {workspace:String} FORMAT Parquet");
    }

    @Test
    void views_areThoseThatSayWhoseTheirRowsAre() {
        AnalystView nobodys = new AnalystView("v_pipeline", List.of(new AnalystView.Column("job", "String", "which")));

        assertThat(Extract.views(List.of(VIEW, nobodys))).containsOnlyKeys("v_things");
        assertThat(Extract.views()).containsKeys("v_events", "v_sessions", "v_alerts", "v_windows_10s", "v_progress");
    }

    @Test
    void statement_ofThePipeline_asksForNoWorkspace() {
        AnalystView progress = Objects.requireNonNull(Extract.views().get("v_progress"));

        Extract extract = Extract.of(
                new Extract.Request(progress, Extract.Format.NDJSON, "w", Optional.empty(), Optional.of(2L)));

        assertThat(extract.statement())
                .isEqualTo(
                        "SELECT rows_of_all.job, rows_of_all.complete_until FROM splitstream.v_progress AS rows_of_all"
                                + " LIMIT {limit:UInt64} FORMAT JSONEachRow");
        assertThat(extract.parameters()).containsOnlyKeys("limit");
        assertThat(Extract.isByExperiment(progress)).isFalse();
    }
}
