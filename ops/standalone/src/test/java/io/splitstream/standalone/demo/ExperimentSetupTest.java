package io.splitstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExperimentSetupTest {
    private static final Scenario GUARDRAIL = Scenario.all().get(2);
    private static final String VIEW =
            "{\"id\":\"exp_1\",\"status\":\"%s\",\"metadata\":{\"demo_scenario\":\"guardrail\"},"
                    + "\"variants\":[{\"id\":\"v_c\",\"is_control\":true},{\"id\":\"v_t\",\"is_control\":false}]}";
    private static final String NOBODY = "{\"success\":true,\"data\":{\"variants\":[]}}";

    @Test
    void ensure_nothingThere_createsAndStarts() throws Exception {
        RememberedHttp api = new RememberedHttp()
                .answering(200, "{\"success\":true,\"data\":[]}")
                .answering(201, data(VIEW.formatted("draft")))
                .answering(200, data(VIEW.formatted("running")))
                .answering(200, NOBODY);

        LiveExperiment experiment = new ExperimentSetup(api, "http://api").ensure(GUARDRAIL);

        assertThat(experiment.id()).isEqualTo("exp_1");
        assertThat(experiment.isControl("v_c")).isTrue();
        assertThat(experiment.isControl("v_t")).isFalse();
        assertThat(api.requests())
                .extracting(request -> request.method() + " " + request.url())
                .containsExactly(
                        "GET http://api/api/experiments?limit=100&offset=0",
                        "POST http://api/api/experiments",
                        "POST http://api/api/experiments/exp_1/start",
                        "GET http://api/api/experiments/exp_1/realtime");
        assertThat(api.requests()
                        .get(1)
                        .body()
                        .at("/guardrail_metrics/0/threshold")
                        .asDouble())
                .isEqualTo(4.0);
    }

    @Test
    void ensure_thereFromAnEarlierRun_isFoundAndLeftAsItIs() throws Exception {
        RememberedHttp api = new RememberedHttp()
                .answering(200, "{\"success\":true,\"data\":[" + VIEW.formatted("paused") + "]}")
                .answering(
                        200,
                        "{\"success\":true,\"data\":{\"variants\":[{\"users_assigned\":7},{\"users_assigned\":5}]}}");

        LiveExperiment experiment = new ExperimentSetup(api, "http://api").ensure(GUARDRAIL);

        assertThat(experiment.usersAssigned()).isEqualTo(12);
        assertThat(api.requests()).allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void ensure_refused_saysWhy() throws Exception {
        RememberedHttp api = new RememberedHttp()
                .answering(401, "{\"error\":{\"code\":\"UNAUTHORIZED\",\"message\":\"The token has expired.\"}}");

        assertThatThrownBy(() -> new ExperimentSetup(api, "http://api").ensure(GUARDRAIL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the API refused: UNAUTHORIZED, The token has expired.");
    }

    private static String data(String view) {
        return "{\"success\":true,\"data\":" + view + "}";
    }
}
