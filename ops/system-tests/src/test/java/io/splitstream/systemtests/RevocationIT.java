package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A token that an admin issues is taken by the API and by the collector, and by neither soon after it was revoked. */
@Order(8)
class RevocationIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(10);

    @Test
    void token_revoked_isRefusedByApiAndCollector() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("revocation", 2);
        Answer member = stack.admin()
                .post("/api/admin/members", json(Map.of("subject", "revoked-later", "role", "crew", "name", "Ada")));
        assertThat(member.status()).as(member.text()).isEqualTo(201);
        JsonNode issued = stack.admin()
                .post("/api/admin/tokens", json(Map.of("subject", "revoked-later", "label", "a test's")))
                .data();
        String token = issued.path("token").asText();
        ApiClient api = new ApiClient(stack.credentials().api(), token);
        ApiClient edge = new ApiClient(stack.credentials().edge(), token);
        assertThat(api.get("/api/experiments").status()).isEqualTo(200);
        assertThat(track(edge, target).status()).isEqualTo(202);

        assertThat(stack.admin()
                        .call("DELETE", "/api/admin/tokens/" + issued.path("id").asText(), null)
                        .status())
                .isLessThan(300);

        Await.until("the collector refuses", REFUSED_WITHIN, () -> {
            Answer answer = track(edge, target);
            return answer.status() == 401 && answer.text().contains("revoked");
        });
        Await.until(
                "the API refuses",
                REFUSED_WITHIN,
                () -> api.get("/api/experiments").status() == 401);
    }

    private static Answer track(ApiClient edge, LoadTarget target) throws IOException, InterruptedException {
        return edge.post(
                "/api/experiments/events",
                json(Map.of(
                        "experiment_id",
                        target.experimentId(),
                        "variant_id",
                        target.variantIds().get(0),
                        "user_id",
                        "u",
                        "event_type",
                        "impression")));
    }

    private static String json(Map<String, String> fields) throws IOException {
        return JSON.writeValueAsString(fields);
    }
}
