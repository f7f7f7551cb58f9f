package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The demo's experiments come to their verdicts, and the live page shows them in a real browser; an experiment lives its
 * life on the page, whose numbers are the API's and the views'; access is given and taken, a study followed, a site's
 * draft launched; the API is killed under it.
 */
@Order(7)
class LivePageIT {
    private static final Duration LIMIT = Duration.ofMinutes(12);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    @Test
    void livePage_overTheDemo_showsItsFourVerdicts() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        Process demo = startDemo(stack);
        try {
            String output = Programs.run(
                    Stack.root().resolve("query-api/dashboard"),
                    LIMIT,
                    environment(stack),
                    List.of("npm", "run", "--silent", "e2e"));

            System.out.print(output);
            assertThat(output).contains("the live page holds: 4 experiments");
            assertThat(demo.isAlive()).as("the demo still runs").isTrue();
        } finally {
            demo.destroy();
            if (!demo.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                demo.destroyForcibly();
            }
        }
    }

    private static Map<String, String> environment(Stack stack) {
        return Map.of(
                "SPLITSTREAM_URL", stack.credentials().api().toString(),
                "SPLITSTREAM_EDGE", stack.credentials().edge().toString(),
                "SPLITSTREAM_TOKEN", stack.credentials().adminToken(),
                "SPLITSTREAM_CLICKHOUSE", stack.credentials().clickhouse().toString(),
                "SPLITSTREAM_CLICKHOUSE_USER", stack.credentials().clickhouseUser(),
                "SPLITSTREAM_CLICKHOUSE_PASSWORD", stack.credentials().clickhousePassword(),
                "SPLITSTREAM_API_PID", stack.data().resolve("run/api.pid").toString(),
                "SPLITSTREAM_E2E_OUT", Stack.property("splitstream.scratch") + "/live-page",
                "SPLITSTREAM_E2E_PATIENCE", "300");
    }

    /** The simulator of {@code ops/up --demo}, over the stack under test. */
    private static Process startDemo(Stack stack) throws IOException {
        Path target = Stack.root().resolve("ops/standalone/target");
        String classPath = target.resolve("classes") + ":"
                + Files.readString(target.resolve("classpath")).strip();
        ProcessBuilder demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-cp",
                        classPath,
                        "io.splitstream.standalone.demo.DemoMain")
                .redirectErrorStream(true)
                .redirectOutput(Path.of(Stack.property("splitstream.scratch"), "demo.log")
                        .toFile());
        demo.environment()
                .put(
                        "SPLITSTREAM_DEMO_CREDENTIALS",
                        stack.data().resolve("dev-credentials.json").toString());
        return demo.start();
    }
}
