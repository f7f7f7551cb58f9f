package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the archive keeps beside the events: assignments with their attributes, and refusals with their reason. */
@Order(20)
class ArchiveIT {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    @Test
    void assignment_withAttributes_isOneRowHoweverOftenItIsAskedFor() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("archived assignments", 2);
        String path = "/api/experiments/" + target.experimentId() + "/assign";
        String body = "{\"user_id\":\"żółw\",\"attributes\":{\"device\":\"mobile\",\"plan\":\"a'b\\\\c\"}}";
        String variant = "";
        for (int i = 0; i < 3; i++) {
            variant = stack.admin()
                    .post(path, body)
                    .data()
                    .path("variant")
                    .path("id")
                    .asText();
        }
        assertThat(variant).isIn(target.variantIds());

        String where = " FROM v_assignments WHERE experiment_id = '" + target.experimentId() + "'";
        ClickHouse analyst = stack.analyst();
        Await.until("the assignment is archived", WITHIN, () -> analyst.number("SELECT count()" + where) > 0);
        assertThat(analyst.rows("SELECT workspace_id, user_id, variant_id, weight_epoch, attributes['device'],"
                        + " base64Encode(attributes['plan']), assigned_at <= logged_at" + where))
                .containsExactly(List.of(Stack.WORKSPACE, "żółw", variant, "0", "mobile", "YSdiXGM=", "1"));
    }

    @Test
    void refusal_isArchivedWithItsReasonAndWithoutSecrets() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("archived refusals", 2);
        String event = "{\"experiment_id\":\"" + target.experimentId() + "\",\"variant_id\":\"nobody\","
                + "\"user_id\":\"u\",\"event_type\":\"click\",\"event_data\":{\"key\":\"sk_live_abcdef123\"}}";

        assertThat(stack.admin().post("/api/experiments/events", event).status())
                .isEqualTo(400);

        String where = " FROM v_rejected_events WHERE experiment_id = '" + target.experimentId() + "'";
        ClickHouse analyst = stack.analyst();
        Await.until("the refusal is archived", WITHIN, () -> analyst.number("SELECT count()" + where) > 0);
        List<List<String>> rows = analyst.rows("SELECT workspace_id, code, message, excerpt" + where);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).subList(0, 2)).containsExactly(Stack.WORKSPACE, "VALIDATION_ERROR");
        assertThat(rows.get(0).get(2)).contains("variant_id");
        assertThat(rows.get(0).get(3)).contains("nobody").contains("(removed)").doesNotContain("sk_live_abcdef123");
    }
}
