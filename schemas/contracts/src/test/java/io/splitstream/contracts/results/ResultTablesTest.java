package io.splitstream.contracts.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTablesTest {
    @Test
    void statements_areSingleAndRepeatable() {
        assertThat(ResultTables.statements()).hasSizeGreaterThan(5).allSatisfy(statement -> assertThat(statement)
                .matches("(?s)(CREATE|ALTER) .*")
                .containsAnyOf("IF NOT EXISTS", "OR REPLACE", "MODIFY QUERY")
                .doesNotEndWith(";"));
    }

    @Test
    void statements_makeEveryNamedTable() {
        assertThat(String.join("\n", ResultTables.statements()))
                .contains("splitstream." + ResultTables.EVENTS + "\n")
                .contains("VIEW splitstream." + ResultTables.EVENTS_VIEW + "\n")
                .contains("splitstream." + ResultTables.ASSIGNMENTS + "\n")
                .contains("VIEW splitstream." + ResultTables.ASSIGNMENTS_VIEW + "\n")
                .contains("splitstream." + ResultTables.REJECTED_EVENTS + "\n")
                .contains("VIEW splitstream." + ResultTables.REJECTED_EVENTS_VIEW + "\n")
                .contains("splitstream." + ResultTables.STATISTICS + "\n")
                .contains("splitstream." + ResultTables.GENERATIONS + "\n")
                .contains("splitstream." + ResultTables.EXPERIMENTS + "\n")
                .contains("splitstream." + ResultTables.DECISIONS + "\n")
                .contains("splitstream." + ResultTables.STATISTICS_HISTORY + "\n")
                .contains("splitstream." + ResultTables.PROGRESS + "\n");
    }
}
