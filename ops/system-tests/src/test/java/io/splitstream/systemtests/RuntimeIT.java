package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The runtime of sites in a real browser, on the running whole: visitors of a served shop see every way to change a page,
 * do what the goals wait for, and are counted to the last one; previews count nothing, and a pause is felt at once.
 */
@Order(22)
class RuntimeIT {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Test
    void visitors_seeTheirVariant_andEachThingTheyDoCountsOnce() throws IOException, InterruptedException {
        Stack stack = Stack.running();

        String output = Programs.run(
                Stack.root().resolve("ingest-edge/runtime"),
                LIMIT,
                Map.of(
                        "SPLITSTREAM_URL", stack.credentials().api().toString(),
                        "SPLITSTREAM_KEY", stack.siteKey(),
                        "SPLITSTREAM_TOKEN", stack.credentials().adminToken(),
                        "SPLITSTREAM_CLICKHOUSE",
                                stack.credentials().clickhouse().toString(),
                        "SPLITSTREAM_CLICKHOUSE_USER", stack.credentials().clickhouseUser(),
                        "SPLITSTREAM_CLICKHOUSE_PASSWORD", stack.credentials().clickhousePassword()),
                List.of("npm", "run", "--silent", "e2e"));

        System.out.println(output.strip());
        assertThat(output).contains("the runtime holds: 200 visitors", "200 of 200 assigned as by the server");
    }
}
