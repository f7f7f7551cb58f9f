package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call what, on every route. */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {
    private static final String GUEST = "guest-of-roles";

    private Stack stack;
    private LoadTarget target;

    @BeforeAll
    void startExperiment() throws IOException, InterruptedException {
        stack = Stack.running();
        target = stack.experiments().start("roles", 2);
        Answer assigned =
                call("admin", new Route("POST", "/assign", "{\"user_id\":\"" + GUEST + "\"}", Access.EVERYONE));
        assertThat(assigned.status()).as(assigned.text()).isEqualTo(200);
    }

    /** Who may call a route. */
    private enum Access {
        ADMIN(false, false),
        ADMIN_AND_CREW(true, false),
        EVERYONE(true, true);

        private final boolean crew;
        private final boolean guest;

        Access(boolean crew, boolean guest) {
            this.crew = crew;
            this.guest = guest;
        }

        boolean allows(String role) {
            return switch (role) {
                case "crew" -> crew;
                case "guest" -> guest;
                default -> true;
            };
        }
    }

    /**
     * A route of the experiment.
     *
     * @param path behind the experiment, or from the root if it begins with {@code /api}
     * @param body JSON; empty for none. {@code VARIANT} and {@code EXPERIMENT} stand for the target's
     */
    private record Route(String method, String path, String body, Access access) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static List<Route> routes() {
        String event = "{\"experiment_id\":\"EXPERIMENT\",\"variant_id\":\"VARIANT\",\"user_id\":\"anyone\","
                + "\"event_type\":\"impression\"}";
        String convenience = "{\"variant_id\":\"VARIANT\",\"user_id\":\"anyone\"}";
        return List.of(
                new Route("GET", "/api/experiments", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/api/experiments/dashboard/summary", "", Access.ADMIN_AND_CREW),
                new Route("GET", "", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/metrics", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/metrics/VARIANT", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/funnel", "", Access.ADMIN_AND_CREW),
                new Route("POST", "/analyze", "{}", Access.ADMIN_AND_CREW),
                new Route("GET", "/analysis", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/guardrails", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/recommendation", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/realtime", "", Access.ADMIN_AND_CREW),
                new Route("GET", "/assignments", "", Access.ADMIN),
                new Route("POST", "/assign", "{\"user_id\":\"" + GUEST + "\"}", Access.EVERYONE),
                new Route("GET", "/assignments/" + GUEST, "", Access.EVERYONE),
                new Route("POST", "/api/experiments/events", event, Access.EVERYONE),
                new Route("POST", "/api/experiments/events/batch", "{\"events\":[" + event + "]}", Access.EVERYONE),
                new Route("POST", "/events/impression", convenience, Access.EVERYONE),
                new Route("POST", "/events/conversion", convenience, Access.EVERYONE),
                new Route("POST", "/collect", event, Access.EVERYONE),
                // A refusal leaves the experiment as it is, so these come with a body or state that ends in 400.
                new Route("POST", "/api/experiments", "{}", Access.ADMIN),
                new Route("PATCH", "", "{\"name\":\"renamed\"}", Access.ADMIN),
                new Route("POST", "/start", "", Access.ADMIN),
                new Route("POST", "/resume", "", Access.ADMIN),
                new Route("POST", "/complete", "{\"winner_variant_id\":\"var_none\"}", Access.ADMIN));
    }

    static Stream<Arguments> routesAndRoles() {
        return routes().stream()
                .flatMap(route -> Stream.of("admin", "crew", "guest").map(role -> Arguments.of(route, role)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("routesAndRoles")
    void call_withRole_isAllowedOrForbiddenAsDocumented(Route route, String role)
            throws IOException, InterruptedException {
        Answer answer = call(role, route);

        if (route.access.allows(role)) {
            assertThat(answer.status()).as(answer.text()).isNotIn(401, 403, 404, 405, 500, 503);
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.body().at("/error/code").asText()).isEqualTo("FORBIDDEN");
        }
    }

    static List<Route> everyRoute() {
        return routes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyRoute")
    void call_withoutTokenThatHolds_isUnauthorized(Route route) throws IOException, InterruptedException {
        Tokens tokens = stack.tokens();
        for (String token :
                List.of("", "no-token", tokens.expired(), tokens.forged(), tokens.unsigned(), tokens.tampered())) {
            Answer answer = call(new ApiClient(stack.credentials().api(), token), route);

            assertThat(answer.status()).as("token %s: %s", token, answer.text()).isEqualTo(401);
            assertThat(answer.body().at("/error/code").asText()).isEqualTo("UNAUTHORIZED");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyRoute")
    void call_fromAnotherWorkspace_findsNothing(Route route) throws IOException, InterruptedException {
        String token = stack.tokens().of("stranger", "admin", "another-workspace");

        Answer answer = call(new ApiClient(stack.credentials().api(), token), route);

        if (route.path.equals("/api/experiments") || route.path.endsWith("/summary")) {
            assertThat(answer.text()).doesNotContain(target.experimentId());
        } else if (route.path.endsWith("/batch")) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        } else if (route.path.equals("/collect")) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.body().at("/error/code").asText()).isEqualTo("EXPERIMENT_NOT_FOUND");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routesOfAUser")
    void call_asGuestForSomeoneElse_isForbidden(Route route) throws IOException, InterruptedException {
        Answer answer = call("guest", route);

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.body().at("/error/code").asText()).isEqualTo("FORBIDDEN");
    }

    static List<Route> routesOfAUser() {
        return List.of(
                new Route("POST", "/assign", "{\"user_id\":\"someone-else\"}", Access.EVERYONE),
                new Route("GET", "/assignments/someone-else", "", Access.EVERYONE));
    }

    private Answer call(String role, Route route) throws IOException, InterruptedException {
        String subject = role.equals("guest") ? GUEST : role + "-of-roles";
        return call(new ApiClient(stack.credentials().api(), stack.tokens().of(subject, role, Stack.WORKSPACE)), route);
    }

    private Answer call(ApiClient client, Route route) throws IOException, InterruptedException {
        String path = route.path.startsWith("/api") || route.path.equals("/collect")
                ? route.path
                : "/api/experiments/" + target.experimentId() + route.path;
        return client.call(route.method, filled(path), route.body.isEmpty() ? null : filled(route.body));
    }

    private String filled(String text) {
        return text.replace("EXPERIMENT", target.experimentId())
                .replace("VARIANT", target.variantIds().get(0));
    }
}
