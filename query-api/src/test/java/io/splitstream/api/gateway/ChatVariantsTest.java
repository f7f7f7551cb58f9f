package io.splitstream.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.generation.Generation;
import io.splitstream.api.generation.RuleGenerator;
import io.splitstream.api.page.Page;
import io.splitstream.contracts.site.MutationAction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator against a real HTTP server that says what each test wants. */
class ChatVariantsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Page PAGE = Page.read(
            "https://a.example/", "<script>secret()</script><h1>Old</h1><p>a</p><p>b</p><a class=cta href=/x>Buy</a>");
    private static final String PROMPT = "Change the headline to \"By rules\"";

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String content = "{}";
    private HttpServer server;
    private ChatVariants generator;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            asked.add(JSON.readTree(exchange.getRequestBody()));
            var reply = JSON.createObjectNode();
            reply.withArray("choices").addObject().putObject("message").put("content", content);
            byte[] body = reply.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        generator = new ChatVariants(new ChatEndpoint(base, "", "m", Duration.ofSeconds(2)), new RuleGenerator());
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void answer_thatHolds_isTaken_andThePageIsShownWithoutScripts() {
        content = variant("h1", "set_content", "By model", "null");

        assertThat(payload(generator.generate(PAGE, PROMPT))).isEqualTo("By model");
        JsonNode request = asked.get(0);
        String about = request.at("/messages/1/content").asText();
        assertThat(about).contains("By rules").contains("<h1>Old</h1>").doesNotContain("secret()");
    }

    @Test
    void change_ofWhatRunsOrLoads_isLeftToTheRules() {
        Page page = Page.read(
                "https://a.example/",
                "<h1>Old</h1><script type='application/ld+json'>{}</script><iframe src=/x></iframe><style>p {}</style>");
        for (String selector : List.of("script", "iframe", "style")) {
            content = variant(selector, "set_attribute", "/y.js", "\"src\"");
            assertThat(payload(generator.generate(page, PROMPT))).as(selector).isEqualTo("By rules");
        }
        content = variant("iframe", "set_style", "display: none", "null");
        assertThat(generator.generate(page, PROMPT))
                .isInstanceOfSatisfying(Generation.Variant.class, variant -> assertThat(
                                variant.changes().get(0).mutation().payload())
                        .isEqualTo("display: none"));
    }

    @Test
    void questions_arePassedOn() {
        content =
                "{\"questions\":[{\"field\":\"prompt\",\"prompt\":\"Which?\",\"reason\":\"Two fit.\",\"suggestions\":[\"a\",\"b\"]}]}";

        assertThat(generator.generate(PAGE, PROMPT))
                .isInstanceOfSatisfying(Generation.Unclear.class, unclear -> assertThat(
                                unclear.questions().get(0).suggestions())
                        .containsExactly("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{}",
                "{\"questions\":[]}",
                "p | set_content | two | null",
                "video | set_content | none | null",
                "h1[ | set_content | broken | null",
                "h1 | explode | x | null",
                "h1 | set_content | <script>alert(1)</script> | null",
                "h1 | set_content | <img src=x onerror=alert(1)> | null",
                "h1 | insert_after | <iframe src=https://evil.example></iframe> | null",
                "a.cta | set_attribute | javascript:alert(1) | \"href\"",
                "a.cta | set_attribute | alert(1) | \"onclick\"",
                "h1 | set_attribute | x | null",
                "h1 | set_style | background: url(javascript:alert(1)) | null",
            })
    void answer_thatDoesNotHold_leavesThePromptToTheRules(String bad) {
        String[] parts = bad.split(" \\| ", -1);
        content = parts.length == 4 ? variant(parts[0], parts[1], parts[2], parts[3]) : bad;

        assertThat(payload(generator.generate(PAGE, PROMPT))).isEqualTo("By rules");
    }

    @Test
    void endpoint_thatFails_leavesThePromptToTheRules() {
        status = 500;
        assertThat(payload(generator.generate(PAGE, PROMPT))).isEqualTo("By rules");
        server.stop(0);
        assertThat(payload(generator.generate(PAGE, PROMPT))).isEqualTo("By rules");
    }

    private static String payload(Generation generation) {
        assertThat(generation).isInstanceOf(Generation.Variant.class);
        var mutation = ((Generation.Variant) generation).changes().get(0).mutation();
        assertThat(mutation.action()).isEqualTo(MutationAction.SET_CONTENT);
        return mutation.payload();
    }

    private static String variant(String selector, String action, String payload, String attribute) {
        var answer = JSON.createObjectNode().put("name", "n").put("hypothesis", "h");
        var mutation = answer.withArray("mutations").addObject();
        mutation.put("selector", selector).put("action", action).put("payload", payload);
        if (!attribute.equals("null")) {
            mutation.put("attribute_name", attribute.replace("\"", ""));
        }
        return answer.toString();
    }
}
