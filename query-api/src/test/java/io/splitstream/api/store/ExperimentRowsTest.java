package io.splitstream.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentRowsTest {
    private final Documents documents = new Documents();
    private final ExperimentRows rows = new ExperimentRows(documents);

    @Test
    void read_rowWhoseGuardrailIsOfNoMetric_isLeftOut() throws SQLException {
        ResultSet row = row("""
            {"description":{"name":"n"},
             "design":{"variants":[],"targetMetric":"conversion_rate",
              "guardrails":[{"metric":"goal_gone","direction":"UP","maxRelativeDegradation":0.05}],
              "plan":{"mode":"SEQUENTIAL","alpha":0.05,"minimumSample":100,"tuningUsers":5000}},
             "course":{"createdAt":1,"epochs":[]}}
            """);

        assertThat(rows.read(row, one -> ExperimentRow.read(one, documents))).isEmpty();
        assertThat(rows.read(row, one -> one.getString("id"))).contains("exp_1");
    }

    private static ResultSet row(String document) {
        Map<String, String> columns = Map.of("id", "exp_1", "workspace_id", "w", "document", document);
        return (ResultSet) Proxy.newProxyInstance(
                ExperimentRowsTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> columns.get(arguments[0]));
    }
}
