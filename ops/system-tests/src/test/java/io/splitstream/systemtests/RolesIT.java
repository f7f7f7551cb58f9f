package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call what, on every route of sommos and flows: each cell of the table {@code roles.txt}. */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {
    private static final String TABLE = "/roles.txt";
    private static final String GUEST = "guest-of-roles";
    private static final String OTHER = "somebody-else";

    private Stack stack;
    private LoadTarget target;

    @BeforeAll
    void startExperiment() throws IOException, InterruptedException {
        stack = Stack.running();
        target = stack.experiments().start("roles", 2);
        for (String user : List.of(GUEST, OTHER)) {
            String body = "{\"user_id\":\"" + user + "\"}";
            Answer assigned = stack.admin().post("/api/experiments/" + target.experimentId() + "/assign", body);
            assertThat(assigned.status()).as(assigned.text()).isEqualTo(200);
        }
        Answer analyzed = stack.admin().post("/api/experiments/" + target.experimentId() + "/analyze", "{}");
        assertThat(analyzed.status()).as(analyzed.text()).isEqualTo(200);
    }

    /**
     * A line of the table.
     *
     * @param expected per caller, in the table's order
     */
    private record Route(String method, String path, String body, Map<Caller, String> expected) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A column of the table. */
    private enum Caller {
        ADMIN("admin-of-roles", "admin", OTHER),
        CREW("crew-of-roles", "crew", OTHER),
        GUEST_OWN(GUEST, "guest", GUEST),
        GUEST_OTHER(GUEST, "guest", OTHER),
        STRANGER("stranger", "admin", OTHER);

        private final String subject;
        private final String role;
        private final String user;

        Caller(String subject, String role, String user) {
            this.subject = subject;
            this.role = role;
            this.user = user;
        }

        String token(Tokens tokens) {
            return tokens.of(subject, role, this == STRANGER ? "another-workspace" : Stack.WORKSPACE);
        }
    }

    static Stream<Route> routes() throws IOException {
        try (var table = RolesIT.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(RolesIT::route)
                            .toList()
                            .stream();
        }
    }

    private static Route route(String line) {
        List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
        Caller[] callers = Caller.values();
        assertThat(cells).as(line).hasSize(3 + callers.length);
        Iterator<String> answers = cells.listIterator(3);
        Map<Caller, String> expected = new EnumMap<>(Caller.class);
        String last = "";
        for (Caller caller : callers) {
            String cell = answers.next();
            last = cell.equals("same") ? last : cell;
            expected.put(caller, last);
        }
        return new Route(cells.get(0), cells.get(1), cells.get(2), expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void call_byEveryCaller_isAnsweredAsTheTableSays(Route route) throws IOException, InterruptedException {
        List<String> bad = new ArrayList<>(List.of("", "no-token"));
        Tokens tokens = stack.tokens();
        bad.addAll(List.of(tokens.expired(), tokens.forged(), tokens.unsigned(), tokens.tampered()));
        for (String token : bad) {
            assertThat(call(route, token, OTHER)).as("%s with %s", route, token).isEqualTo("401 UNAUTHORIZED");
        }
        // Whoever may change something comes last, so that the others do not find it changed.
        List<Caller> callers = new ArrayList<>(List.of(Caller.values()));
        Collections.reverse(callers);
        for (Caller caller : callers) {
            assertThat(call(route, caller.token(tokens), caller.user))
                    .as("%s by %s", route, caller)
                    .isEqualTo(route.expected().get(caller));
        }
    }

    @Test
    void list_fromAnotherWorkspace_doesNotShowTheExperiment() throws IOException, InterruptedException {
        Answer answer = stack.client(stack.credentials().api(), Caller.STRANGER.token(stack.tokens()))
                .get("/api/experiments?limit=100");

        assertThat(answer.text()).doesNotContain(target.experimentId());
    }

    @Test
    void table_everyOperationButTheStream_isThere() throws IOException {
        for (Documented document : List.of(Documented.SOMMOS, Documented.FLOWS)) {
            Set<String> tabled = routes().filter(route -> Documented.of(route.path()) == document)
                    .map(route -> document.operation(route.method(), route.path()))
                    .collect(Collectors.toSet());

            assertThat(document.operations())
                    .filteredOn(operation -> !operation.equals("streamRealtime"))
                    .containsExactlyInAnyOrderElementsOf(tabled);
        }
    }

    private String call(Route route, String token, String user) throws IOException, InterruptedException {
        String body = route.body().equals("-") ? null : filled(route.body(), user);
        Answer answer =
                stack.client(stack.credentials().api(), token).call(route.method(), filled(route.path(), user), body);
        String code = answer.body().at("/error/code").asText();
        return code.isEmpty() ? String.valueOf(answer.status()) : answer.status() + " " + code;
    }

    private String filled(String text, String user) {
        return text.replaceAll("\\bE\\b", target.experimentId())
                .replaceAll("\\bV\\b", target.variantIds().get(0))
                .replaceAll("\\bU\\b", user);
    }
}
