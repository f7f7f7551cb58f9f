package io.splitstream.contracts.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnalystViewTest {
    @Test
    void all_areTheSchemasViews_withEveryColumnCommented() {
        long created = ResultTables.statements().stream()
                .filter(statement -> statement.startsWith("CREATE OR REPLACE VIEW"))
                .count();
        List<AnalystView> views = AnalystView.all();

        assertThat(views).hasSize((int) created).hasSizeGreaterThan(10);
        assertThat(views).allSatisfy(view -> assertThat(view.columns())
                .as(view.name())
                .isNotEmpty()
                .allSatisfy(column -> assertThat(column.comment()).isNotBlank()));
    }

    @Test
    void columns_areReadWithTypeAndComment() {
        AnalystView events = AnalystView.all().get(0);

        assertThat(events.name()).isEqualTo("v_events");
        assertThat(events.has("workspace_id")).isTrue();
        assertThat(events.has("workspace")).isFalse();
        assertThat(events.columns())
                .contains(new AnalystView.Column(
                        "event_value", "Nullable(Decimal(18, 4))", "The value, where the event has one"))
                .contains(new AnalystView.Column(
                        "timestamp_replaced",
                        "Bool",
                        "Whether the client's time lay in the future and gave way to received_at"));
    }
}
