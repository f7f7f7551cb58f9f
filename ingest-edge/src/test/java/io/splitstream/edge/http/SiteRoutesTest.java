package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.site.Goal;
import io.splitstream.contracts.site.GoalType;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import io.splitstream.contracts.site.Site;
import io.splitstream.contracts.site.SiteExperiment;
import io.splitstream.contracts.site.SiteSettings;
import io.splitstream.contracts.site.SiteVariant;
import io.splitstream.contracts.site.UrlPattern;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages of sites ask for: scripts, and leave to send events under their key. */
final class SiteRoutesTest extends ListenerFixture {
    private static final String KEY = "39cfc3dd2e26d9452e545073b7fdb29f";
    private static final String OTHER_KEY = "00000000000000000000000000000000";
    private static final String SHOP = "https://shop.example";
    private static final String SCRIPT = "run({\"key\":\"" + KEY + "\",\"respectsDoNotTrack\":false,\"experiments\":["
            + "{\"id\":\"exp\",\"url\":\"/a\",\"variants\":[{\"id\":\"A\",\"weight\":0.5},{\"id\":\"B\",\"weight\":0.5,"
            + "\"changes\":[{\"selector\":\"h1\",\"action\":\"set_content\",\"payload\":\"\\u20AC 5\"}]}],"
            + "\"goals\":[{\"name\":\"Buy\",\"type\":\"click\",\"event\":\"conversion\",\"selector\":\".buy\"}]}]});";

    private static final Mutation PRICE = new Mutation("h1", MutationAction.SET_CONTENT, "€ 5", null);

    @BeforeEach
    void publish() {
        sites.accept(site(1));
        sites.markLoaded();
    }

    @Test
    void script_holdsWhatRuns_inBothCodings() throws Exception {
        HttpResponse<String> plain = send(HttpRequest.newBuilder(uri("/s/" + KEY + ".js")));
        HttpResponse<byte[]> gzip = client.send(
                HttpRequest.newBuilder(uri("/abtestbot/s/" + KEY + ".js"))
                        .header("Accept-Encoding", "br, gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).isEqualTo(SCRIPT);
        assertThat(plain.headers().map())
                .containsEntry("content-type", List.of("text/javascript; charset=utf-8"))
                .containsEntry("cache-control", List.of("public, max-age=0, must-revalidate"))
                .containsEntry("vary", List.of("Accept-Encoding"))
                .containsEntry("access-control-allow-origin", List.of("*"));
        assertThat(gzip.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(gzip.headers().firstValue("etag")).isEqualTo(plain.headers().firstValue("etag"));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo(SCRIPT);
        }
    }

    @Test
    void script_unchanged_is304_untilTheNextRevision() throws Exception {
        String tag = send(HttpRequest.newBuilder(uri("/s/" + KEY + ".js")))
                .headers()
                .firstValue("etag")
                .orElseThrow();
        HttpRequest.Builder again =
                HttpRequest.newBuilder(uri("/s/" + KEY + ".js")).header("If-None-Match", tag);

        assertThat(send(again).statusCode()).isEqualTo(304);
        sites.accept(site(2));
        assertThat(send(again).statusCode()).isEqualTo(200);
        assertThat(sites.accept(site(1))).isFalse();
    }

    @Test
    void script_ofAPreview_holdsWhatDoesNotRun_andIsNotKept() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/s/" + KEY + ".js?sk_preview=draft_b")));
        HttpResponse<String> none = send(HttpRequest.newBuilder(uri("/s/" + KEY + ".js?sk_preview=none")));

        assertThat(answer.body())
                .contains("\"preview\":\"draft_b\"", "\"id\":\"draft\"")
                .doesNotContain("\"exp\"");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(none.body()).contains("\"preview\":\"none\",\"experiments\":[]");
    }

    @Test
    void script_ofAPreview_thatNobodyTakes_isInTheWayOfOtherPreviewsAlone() throws Exception {
        sites.accept(site(
                2,
                Collections.nCopies(
                        15, new Mutation("h1", MutationAction.SET_CONTENT, "€".repeat(Mutation.MOST_PAYLOAD), null))));
        String preview = "/s/" + KEY + ".js?sk_preview=draft_b";
        assertThat(send(HttpRequest.newBuilder(uri(preview))).statusCode()).isEqualTo(200);
        try (Http2Client http2 = new Http2Client(address, 0)) {
            for (int i = 0; i < 24; i++) {
                var unused = http2.send(
                        new DefaultHttp2Headers()
                                .method("GET")
                                .path(preview)
                                .scheme("http")
                                .authority("x"),
                        "",
                        true);
            }
            await(() -> status(preview) == 503);
            assertThat(status("/s/" + KEY + ".js")).isEqualTo(200);
        }
        await(() -> status(preview) == 200);
    }

    private int status(String path) {
        try {
            return send(HttpRequest.newBuilder(uri(path))).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void script_ofAnUnknownSite_isLookedForOnce_then404() throws Exception {
        AtomicInteger catchUps = new AtomicInteger();
        siteFeed = () -> {
            catchUps.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        };

        assertThat(send(HttpRequest.newBuilder(uri("/s/" + OTHER_KEY + ".js"))).statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/s/" + OTHER_KEY + ".js"))).statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/s/no-key.js"))).statusCode())
                .isEqualTo(404);
        assertThat(catchUps).hasValue(1);
    }

    @Test
    void siteMadeThisMoment_isFoundByACatchUp() throws Exception {
        sites.remove(KEY);
        siteFeed = () -> {
            sites.accept(site(1));
            return CompletableFuture.completedFuture(null);
        };
        assertThat(collect("/collect?k=" + KEY, SHOP, EVENT).statusCode()).isEqualTo(202);

        sites.remove(KEY);
        assertThat(send(HttpRequest.newBuilder(uri("/s/" + KEY + ".js"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void collect_underAKeyThatCannotBeChecked_isAskedToComeAgain() throws Exception {
        siteFeed = () -> CompletableFuture.failedFuture(new IllegalStateException("no broker"));

        HttpResponse<String> answer = collect("/collect?k=" + OTHER_KEY, SHOP, EVENT);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void collect_underTheKey_takesEventsOfThePagesOfTheSiteAlone() throws Exception {
        HttpResponse<String> taken = collect("/collect?k=" + KEY, SHOP, "[" + EVENT + "]");
        HttpResponse<String> bearer = send(HttpRequest.newBuilder(uri("/collect"))
                .header("Authorization", "Bearer " + KEY)
                .header("Origin", SHOP)
                .POST(body(EVENT)));

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(taken.headers().map())
                .containsEntry("access-control-allow-origin", List.of(SHOP))
                .containsEntry("vary", List.of("Origin"));
        assertThat(bearer.statusCode()).isEqualTo(202);
        assertThat(sent).hasSize(2).allSatisfy(event -> assertThat(((ExperimentEvent) event).workspaceId())
                .isEqualTo("ws"));
        assertThat(collect("/collect?k=" + KEY, "https://elsewhere.example", EVENT)
                        .statusCode())
                .isEqualTo(403);
        assertThat(collect("/collect?k=" + KEY, "null", EVENT).statusCode()).isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(uri("/collect?k=" + KEY)).POST(body(EVENT)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(collect("/collect?k=" + OTHER_KEY, SHOP, EVENT).statusCode()).isEqualTo(401);
        assertThat(collect("/collect?k=x", SHOP, EVENT).statusCode()).isEqualTo(401);
        assertThat(sent).hasSize(2);
    }

    @Test
    void key_opensNothingButTheCollector() throws Exception {
        assertThat(collect("/api/experiments/events?k=" + KEY, SHOP, EVENT).statusCode())
                .isEqualTo(401);
        HttpResponse<String> bearer = send(HttpRequest.newBuilder(uri("/api/experiments/events"))
                .header("Authorization", "Bearer " + KEY)
                .header("Origin", SHOP)
                .POST(body(EVENT)));
        assertThat(bearer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusals_canBeReadByThePage() throws Exception {
        HttpResponse<String> answer = collect("/collect?k=" + KEY, SHOP, "{");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(SHOP);
    }

    @Test
    void fullEdge_saysSoToThePagesOfSites() throws Exception {
        assertThat(events.tryReserve(200)).isTrue();
        HttpResponse<String> answer = collect("/collect?k=" + KEY, SHOP, EVENT);
        HttpResponse<String> elsewhere = collect("/collect?k=" + KEY, "https://elsewhere.example", EVENT);
        HttpResponse<String> other = collect("/api/experiments/events?k=" + KEY, SHOP, EVENT);
        events.release(200);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().map())
                .containsEntry("access-control-allow-origin", List.of(SHOP))
                .containsEntry("vary", List.of("Origin"))
                .containsKey("retry-after");
        for (HttpResponse<String> unreadable : List.of(elsewhere, other)) {
            assertThat(unreadable.statusCode()).isEqualTo(503);
            assertThat(unreadable.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
        }
    }

    @Test
    void preflight_isForPagesOfSites() throws Exception {
        HttpResponse<String> allowed = preflight(SHOP);

        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().map())
                .containsEntry("access-control-allow-origin", List.of(SHOP))
                .containsEntry("access-control-allow-methods", List.of("POST, GET"))
                .containsKey("access-control-allow-headers");
        HttpResponse<String> refused = preflight("https://elsewhere.example");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("access-control-allow-origin")).isEmpty();
        sites.remove(KEY);
        assertThat(preflight(SHOP).statusCode()).isEqualTo(403);
    }

    @Test
    void pixel_takesTheEventOfItsAddress() throws Exception {
        String event = "&experiment_id=exp&variant_id=A&user_id=u%20%C3%BC&event_type=rating&event_value=4.5&other=1";
        HttpResponse<byte[]> picture = client.send(
                HttpRequest.newBuilder(uri("/collect.gif?k=" + KEY + event))
                        .header("Referer", SHOP + "/page?x=1")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("content-type")).contains("image/gif");
        assertThat(new String(picture.body(), StandardCharsets.ISO_8859_1)).startsWith("GIF89a");
        assertThat(sent).singleElement().isInstanceOfSatisfying(ExperimentEvent.class, rating -> {
            assertThat(rating.userId()).isEqualTo("u ü");
            assertThat(rating.value()).isEqualTo(45_000L);
            assertThat(rating.source()).isEqualTo("pixel");
        });
        HttpRequest.Builder bad = HttpRequest.newBuilder(uri("/collect.gif?k=" + KEY + event.replace("4.5", "x")))
                .header("Referer", SHOP);
        assertThat(send(bad).body()).contains("event_value must be a number");
        assertThat(send(HttpRequest.newBuilder(uri("/collect.gif?k=" + KEY + event)))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void query_withABrokenEscape_isRefusedInWords() throws Exception {
        for (String target : List.of(
                "POST /collect?%",
                "POST /collect?k=" + KEY + "&x=%zz",
                "GET /collect.gif?k=" + KEY + "&user_id=50%",
                // The 1,025th parameter to who looks for the key, the 1,024th and last to who reads the event.
                "GET /collect.gif??&k=" + KEY + "&a".repeat(1_022) + "&user_id=50%",
                "GET /s/" + KEY + ".js?x=%",
                "GET /s/" + KEY + ".js?sk_preview=%ff%")) {
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                String head = target + " HTTP/1.1\r\nHost: x\r\nOrigin: " + SHOP
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

                assertThat(new String(readAll(socket), StandardCharsets.UTF_8))
                        .as(target)
                        .startsWith("HTTP/1.1 400 ")
                        .contains("\"VALIDATION_ERROR\"", "the query has a %");
            }
        }
        assertThat(sent).isEmpty();
    }

    private HttpResponse<String> collect(String path, String origin, String text) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Origin", origin)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(body(text)));
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return send(HttpRequest.newBuilder(uri("/collect"))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static Site site(long revision) {
        return site(revision, List.of(PRICE));
    }

    private static Site site(long revision, List<Mutation> drafted) {
        SiteExperiment running = new SiteExperiment(
                "exp",
                true,
                UrlPattern.of("/a"),
                List.of(new SiteVariant("A", 0.5, List.of(), null), new SiteVariant("B", 0.5, List.of(PRICE), null)),
                List.of(new Goal("g", "Buy", GoalType.CLICK, "conversion", ".buy", null)));
        SiteExperiment draft = new SiteExperiment(
                "draft",
                false,
                null,
                List.of(
                        new SiteVariant("draft_a", 0.5, List.of(), null),
                        new SiteVariant("draft_b", 0.5, drafted, null)),
                List.of());
        return new Site(KEY, "site_1", "ws", revision, List.of(SHOP), SiteSettings.DEFAULT, List.of(running, draft));
    }
}
