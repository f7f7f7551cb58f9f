package io.splitstream.api.surface.abtestbot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.InMemoryDecisions;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.idea.Ideas;
import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.ApiKeys;
import io.splitstream.api.identity.RequestRates;
import io.splitstream.api.plan.CreditEntry.Reason;
import io.splitstream.api.platform.InMemoryReplays;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.results.FakeResultSource;
import io.splitstream.api.results.Results;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.SiteWorld;
import io.splitstream.api.site.Sites;
import io.splitstream.api.surface.Callers;
import io.splitstream.api.surface.DocumentedAnswers;
import io.splitstream.api.surface.SignedTokens;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.contracts.site.SiteExperiment;
import io.splitstream.contracts.site.SiteVariant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The surface over HTTP with stores in memory: every answer is checked against the document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbtestbotContractTest {
    private static final String KEY = "sk_live_0123456789abcdef0123456789abcdef";
    private static final String STARTER_KEY = "sk_live_starter0123456789abcdef01234567";
    private static final String HOME = "https://mystore.com";
    private static final String HOME_PAGE = """
        <!doctype html><html><head><title>My store</title><meta name="generator" content="Shopify"></head>
        <body><h1>Welcome</h1><a href="/pricing">Pricing</a><a href="https://elsewhere.org/">x</a></body></html>
        """;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Workers workers = new Workers("test", 8, 64, meters);
    private final DocumentedAnswers document = new DocumentedAnswers(vertx, "openapi/abtestbot.yaml");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Clock clock = Clock.systemUTC();
    private final SiteWorld world = new SiteWorld(clock);
    private final InMemoryReplays replays = new InMemoryReplays();
    private int port;

    private record Reply(int status, JsonObject body) {
        JsonObject data() {
            return body.getJsonObject("data");
        }

        JsonArray list() {
            return body.getJsonArray("data");
        }

        String code() {
            return body.getJsonObject("error").getString("code");
        }

        String message() {
            return body.getJsonObject("error").getString("message");
        }
    }

    @BeforeAll
    void listen() {
        world.web.put(HOME, HOME_PAGE);
        ApiKeys keys = new ApiKeys(world.keyStore(), world.plans, clock);
        keys.keep("w1", KEY, "test");
        keys.keep(SiteWorld.STARTER, STARTER_KEY, "test");
        Decisions decisions = new Decisions(new Results(new FakeResultSource(), clock), new InMemoryDecisions(), clock);
        Callers callers = new Callers(
                        new Admission(new TokenVerifier("0123456789abcdef0123456789abcdef", clock)),
                        new RequestRates(100_000, clock))
                .withKeys(keys, workers);
        AbtestbotSurface surface = new AbtestbotSurface(
                new AbtestbotUseCases(
                        world.sites,
                        world.tests,
                        world.credits,
                        world.variants,
                        world.ideas,
                        world.schedules,
                        world.deliveries,
                        decisions),
                new SurfaceContext(callers, replays, workers, workers, meters, clock),
                "https://edge.example");
        Router root = Router.router(vertx);
        root.route("/abtestbot/*").subRouter(await(surface.router(vertx, "/abtestbot")));
        root.route("/*").subRouter(await(surface.router(vertx, "")));
        HttpServer server = await(vertx.createHttpServer().requestHandler(root).listen(0, "127.0.0.1"));
        port = server.actualPort();
    }

    @AfterAll
    void close() {
        workers.close();
        await(vertx.close());
    }

    @Test
    void site_isCrawledPublishedAndListed() {
        JsonObject site = created(call("POST", "/v1/sites", site("Shop", HOME)));
        String path = "/v1/sites/" + site.getString("id");

        assertThat(site.getString("crawl_status")).isEqualTo("pending");
        assertThat(site.getString("public_key")).matches("[0-9a-f]{32}");
        assertThat(site.getString("snippet_url"))
                .isEqualTo("https://edge.example/s/" + site.getString("public_key") + ".js");
        world.work(Sites.KIND, world.sites::work);
        JsonObject crawled = call("GET", path, null).data();
        assertThat(crawled.getString("crawl_status")).isEqualTo("ok");
        assertThat(crawled.getString("platform")).isEqualTo("shopify");
        assertThat(call("GET", "/v1/sites", null).list().getJsonObject(0).getString("id"))
                .isEqualTo(site.getString("id"));
        JsonObject change = new JsonObject()
                .put("origins", new JsonArray().add("https://mystore.com/").add("https://shop.mystore.com"))
                .put("respect_do_not_track", true);
        assertThat(call("PATCH", path, change).data().getJsonArray("origins"))
                .containsExactly("https://mystore.com", "https://shop.mystore.com");
        refused(
                400,
                "validation_error",
                call("PATCH", path, new JsonObject().put("origins", new JsonArray().add("x"))));
        assertThat(call("POST", path + "/crawl", null).status()).isEqualTo(202);
    }

    @Test
    void site_thatCannotBeFetched_saysWhy() {
        JsonObject site = created(call("POST", "/v1/sites", site("Gone", "https://gone.example")));

        world.work(Sites.KIND, world.sites::work);

        JsonObject crawled =
                call("GET", "/v1/sites/" + site.getString("id"), null).data();
        assertThat(crawled.getString("crawl_status")).isEqualTo("failed");
        assertThat(crawled.getString("crawl_error")).contains("404");
    }

    @Test
    void callers_withoutKey_withAnother_orOnAPlanWithoutKeys_areRefused() {
        refused(401, "unauthorized", call("", "GET", "/v1/sites", null));
        refused(401, "unauthorized", call("sk_live_nobodys", "GET", "/v1/sites", null));
        refused(403, "forbidden", call(STARTER_KEY, "GET", "/v1/sites", null));
        refused(404, "not_found", call("GET", "/v1/sites/none", null));
        refused(404, "not_found", call("GET", "/v1/experiments/none", null));
        assertThat(call("GET", "/abtestbot/v1/sites", null).status()).isEqualTo(200);
    }

    @Test
    void experiment_isDraftedPreviewedLaunchedPausedAndPublishedAccordingly() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        JsonObject body = experiment(siteId)
                .put("target_url", HOME + "/pricing?a=b")
                .put("url_pattern", "/pricing")
                .put("traffic_split", 30)
                .put("goals", goals());
        JsonObject made = created(call("POST", "/v1/experiments", body));
        JsonObject experiment = made.getJsonObject("experiment");
        String id = experiment.getString("id");
        String path = "/v1/experiments/" + id;

        assertThat(experiment.getString("status")).isEqualTo("draft");
        assertThat(experiment.getInteger("traffic_split")).isEqualTo(30);
        JsonObject variant = experiment.getJsonArray("variants").getJsonObject(1);
        assertThat(variant.getJsonArray("changes").getJsonObject(0).getString("action"))
                .isEqualTo("set_content");
        assertThat(made.getJsonArray("preview_urls").getJsonObject(0).getString("url"))
                .isEqualTo(HOME + "/pricing?a=b&sk_preview=" + variant.getString("id"));
        assertThat(published(siteId).get(0).running()).isFalse();

        refused(409, "invalid_state", act(path, "pause"));
        assertThat(act(path, "launch").data().getString("status")).isEqualTo("running");
        var running = published(siteId).get(0);
        assertThat(running.running()).isTrue();
        assertThat(running.variants().get(1).weight()).isEqualTo(0.3);
        assertThat(running.goals().get(0).eventType()).isEqualTo("conversion");
        assertThat(running.goals().get(1).eventType())
                .isEqualTo(running.goals().get(1).id());
        refused(409, "invalid_state", call("PATCH", path, new JsonObject().put("name", "x")));
        assertThat(act(path, "pause").data().getString("status")).isEqualTo("paused");
        assertThat(published(siteId).get(0).running()).isFalse();
        refused(409, "invalid_state", act(path, "archive"));
        assertThat(act(path, "resume").data().getString("status")).isEqualTo("running");
        assertThat(act(path, "complete").data().getString("ended_at")).isNotNull();
        assertThat(published(siteId)).isEmpty();
        assertThat(call("GET", path + "/results", null).data().getJsonArray("variants"))
                .hasSize(2);
        assertThat(act(path, "archive").data().getString("status")).isEqualTo("archived");
        assertThat(call("GET", path, null).data().getJsonArray("preview_urls")).hasSize(1);
        assertThat(call("GET", "/v1/experiments?status=archived&site_id=" + siteId, null)
                        .list())
                .hasSize(1);
        assertThat(call("GET", "/v1/experiments?status=active&site_id=" + siteId, null)
                        .list())
                .isEmpty();
    }

    @Test
    void patch_keepsWhatOtherSurfacesSaid_andTakesNoMetricFromItsGuardrail() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        JsonObject made =
                created(call("POST", "/v1/experiments", experiment(siteId).put("goals", goals())));
        JsonObject experiment = made.getJsonObject("experiment");
        String id = experiment.getString("id");
        String path = "/v1/experiments/" + id;
        String arm = experiment.getJsonArray("variants").getJsonObject(1).getString("id");
        String goal = experiment.getJsonArray("goals").getJsonObject(1).getString("id");
        Experiment changed = done(world.experiments.update("w1", id, SiteDraftChanges::elsewhere));
        assertThat(changed.design().guardrails().get(0).metric().metricName()).isEqualTo(goal);

        assertThat(call("PATCH", path, new JsonObject().put("name", "Hero, again"))
                        .status())
                .isEqualTo(200);

        Experiment after = done(world.experiments.get("w1", id));
        assertThat(after.description().name()).isEqualTo("Hero, again");
        assertThat(after.description().text()).isEqualTo(SiteDraftChanges.TEXT);
        assertThat(after.design()).isEqualTo(changed.design());
        assertThat(published(siteId).get(0).variants())
                .filteredOn(variant -> !variant.mutations().isEmpty())
                .extracting(SiteVariant::id)
                .containsExactly(arm);
        Reply other = call("PATCH", path, new JsonObject().put("goals", goals()));
        refused(400, "validation_error", other);
        assertThat(other.message()).contains("the experiment has no metric " + goal);
        refused(400, "validation_error", call("PATCH", path, new JsonObject().put("traffic_split", 90)));
        assertThat(call("PATCH", path, new JsonObject().put("traffic_split", 60))
                        .data()
                        .getInteger("traffic_split"))
                .isEqualTo(60);
        assertThat(done(world.experiments.get("w1", id)).design().variants())
                .extracting(ExperimentVariant::allocation)
                .containsExactly(20.0, 20.0, 60.0);
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    @Test
    void autoLaunch_withoutGoal_leavesADraftAndSaysWhy() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");

        JsonObject made =
                created(call("POST", "/v1/experiments", experiment(siteId).put("auto_launch", true)));

        assertThat(made.getJsonObject("experiment").getString("status")).isEqualTo("draft");
        assertThat(made.getJsonObject("launch"))
                .isEqualTo(new JsonObject()
                        .put("status", "draft")
                        .put(
                                "error",
                                "auto_launch skipped: experiment has 2 variant(s) and 0 goal(s); launch requires ≥2"
                                        + " variants and ≥1 goal."));
        JsonObject launched = created(call(
                "POST",
                "/v1/experiments",
                experiment(siteId).put("auto_launch", true).put("goals", goals())));
        assertThat(launched.getJsonObject("launch")).isEqualTo(new JsonObject().put("status", "running"));
    }

    @Test
    void draft_withoutVariant_isFilledLater() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        JsonObject body = experiment(siteId);
        body.remove("variants");
        JsonObject made = created(call("POST", "/v1/experiments", body));
        String path = "/v1/experiments/" + made.getJsonObject("experiment").getString("id");

        assertThat(made.getJsonObject("experiment").getJsonArray("variants")).hasSize(1);
        assertThat(made.getJsonArray("preview_urls")).isEmpty();
        assertThat(published(siteId)).isEmpty();
        assertThat(act(path, "launch").message()).contains("1 variant(s) and 0 goal(s)");
        JsonObject change = new JsonObject()
                .put("name", "Renamed")
                .put("url_pattern", "/blog/**")
                .put("variants", experiment(siteId).getJsonArray("variants"))
                .put("goals", goals());
        JsonObject changed = call("PATCH", path, change).data();
        assertThat(changed.getString("name")).isEqualTo("Renamed");
        assertThat(changed.getJsonArray("variants")).hasSize(2);
        String goal = changed.getJsonArray("goals").getJsonObject(0).getString("id");
        JsonObject kept = new JsonObject()
                .put(
                        "goals",
                        new JsonArray().add(goals().getJsonObject(0).copy().put("id", goal)));
        assertThat(call("PATCH", path, kept)
                        .data()
                        .getJsonArray("goals")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(goal);
        refused(400, "validation_error", call("PATCH", path, kept.copy().put("action", "launch")));
        assertThat(act(path, "launch").status()).isEqualTo(200);
    }

    @Test
    void badExperiments_areRefused_withWordsThatHelp() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        for (JsonObject bad : List.of(
                experiment("00000000-0000-4000-8000-000000000000").put("traffic_split", 0),
                experiment(siteId).put("traffic_split", 100),
                experiment(siteId).put("target_url", "https://elsewhere.org/"),
                experiment(siteId).put("url_pattern", "no-slash"),
                experiment(siteId).put("goals", new JsonArray().add(goal("click", "Buy"))),
                variant(siteId, "set_attribute", "x", null),
                variant(siteId, "set_attribute", "alert(1)", "onclick"),
                variant(siteId, "set_attribute", "javascript:alert(1)", "href"))) {
            refused(400, "validation_error", call("POST", "/v1/experiments", bad));
        }
        refused(404, "not_found", call("POST", "/v1/experiments", experiment("00000000-0000-4000-8000-000000000000")));
    }

    @Test
    void splitUrl_isTakenWhereBrowsersFollowIt() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");

        for (String circle : List.of("/pricing/", "/pricing#new", "/pricing?a=b", HOME + "/pricing?a=b#new")) {
            Reply reply = call("POST", "/v1/experiments", split(siteId, circle));
            refused(400, "validation_error", reply);
            assertThat(reply.message()).contains("leads to the page itself");
        }
        for (String target :
                List.of("/pricing?a=c", "/pricing?a=b&v=2", "/pricing-2", "https://other.example/pricing")) {
            created(call("POST", "/v1/experiments", split(siteId, target)));
        }
        // Home is where the test does not run.
        JsonObject toHome = split(siteId, "/").put("target_url", HOME).put("url_pattern", "/pricing");
        created(call("POST", "/v1/experiments", toHome));
    }

    private static JsonObject split(String siteId, String redirect) {
        return experiment(siteId)
                .put("target_url", HOME + "/pricing?a=b")
                .put(
                        "variants",
                        new JsonArray().add(new JsonObject().put("name", "B").put("redirect_url", redirect)));
    }

    @Test
    void starterPlan_hasOneSite_andCreditsThatEnd() {
        var first = world.sites.create(SiteWorld.STARTER, "One", HOME);
        var second = world.sites.create(SiteWorld.STARTER, "Two", HOME);

        assertThat(first.toString()).contains("Done");
        assertThat(second.toString()).contains("PLAN_LIMIT_EXCEEDED").contains("room for 1 site");
        assertThat(world.credits.standing(SiteWorld.STARTER, 10, 0).balance()).isEqualTo(100L);
        for (int i = 0; i < 20; i++) {
            assertThat(world.credits
                            .spend(SiteWorld.STARTER, 5, Reason.CREATE, "e")
                            .toString())
                    .contains("Done");
        }
        assertThat(world.credits.spend(SiteWorld.STARTER, 5, Reason.CREATE, "e").toString())
                .contains("INSUFFICIENT_CREDITS");
        JsonObject credits = call("GET", "/v1/credits", null).data();
        assertThat(credits.getString("plan")).isEqualTo("enterprise");
        assertThat(credits.getBoolean("metered")).isFalse();
    }

    @Test
    void prompt_isMadeAVariant_orAskedAbout_andNothingIsCreated() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        world.work(Sites.KIND, world.sites::work);
        JsonObject prompt =
                new JsonObject().put("site_id", siteId).put("prompt", "Change the headline to \"Hello there\"");

        JsonObject question = call("POST", "/v1/variants/generate", prompt)
                .data()
                .getJsonObject("needs_clarification")
                .getJsonArray("questions")
                .getJsonObject(0);
        assertThat(question.getString("field")).isEqualTo("target_url");
        assertThat(question.getJsonArray("suggestions")).startsWith(HOME + "/", HOME + "/pricing");

        JsonObject made = call("POST", "/v1/variants/generate", prompt.copy().put("target_url", HOME))
                .data();
        JsonObject mutation =
                made.getJsonObject("variant").getJsonArray("mutations").getJsonObject(0);
        assertThat(mutation.getString("selector")).isEqualTo("h1");
        assertThat(mutation.getString("payload")).isEqualTo("Hello there");
        assertThat(made.getJsonObject("context").getString("tech_stack")).isEqualTo("Shopify");

        JsonObject oneShot = prompt.copy().put("name", "One shot");
        int before =
                call("GET", "/v1/experiments?site_id=" + siteId, null).list().size();
        assertThat(call("POST", "/v1/experiments", oneShot).data().getJsonObject("needs_clarification"))
                .isNotNull();
        assertThat(call("GET", "/v1/experiments?site_id=" + siteId, null).list())
                .hasSize(before);
        JsonObject launched = created(call(
                "POST",
                "/v1/experiments",
                oneShot.copy().put("target_url", HOME).put("auto_launch", true)));
        assertThat(launched.getJsonObject("launch").getString("status")).isEqualTo("running");
        refused(
                400,
                "validation_error",
                call(
                        "POST",
                        "/v1/experiments",
                        experiment(siteId).put("prompt", "Change the headline to \"Hello there\"")));
        refused(
                422,
                "unprocessable",
                call("POST", "/v1/variants/generate", prompt.copy().put("target_url", HOME + "/gone")));
        refused(
                400,
                "validation_error",
                call("POST", "/v1/variants/generate", prompt.copy().put("prompt", "short")));
    }

    @Test
    void keyedPrompt_looksAtItsPageBeforeAnythingIsStored_andOnce() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        JsonObject body = new JsonObject()
                .put("site_id", siteId)
                .put("name", "Keyed")
                .put("target_url", HOME)
                .put("prompt", "Change the headline to \"Hello there\"");
        List<Boolean> storing = new CopyOnWriteArrayList<>();
        world.looking = () -> storing.add(Thread.holdsLock(replays));

        JsonObject first = created(call("k-prompt", KEY, "POST", "/v1/experiments", body));
        JsonObject again = created(call("k-prompt", KEY, "POST", "/v1/experiments", body));
        refused(
                409,
                "idempotency_conflict",
                call("k-prompt", KEY, "POST", "/v1/experiments", body.copy().put("name", "Other")));

        world.looking = () -> {};
        assertThat(again).isEqualTo(first);
        assertThat(storing).containsExactly(false);
    }

    @Test
    void prompt_thatCannotBeCreatedOrPaidFor_costsNothing() {
        String siteId = "";
        if (world.sites.create(SiteWorld.PRO, "Shop", HOME) instanceof Outcome.Done<Site> made) {
            siteId = made.value().id();
        }
        String token = SignedTokens.of("admin", SiteWorld.PRO);
        JsonObject body = new JsonObject()
                .put("site_id", siteId)
                .put("name", "Short")
                .put("target_url", HOME)
                .put("prompt", "Change the headline to \"Hello there\"");
        List<Boolean> looks = new CopyOnWriteArrayList<>();
        world.looking = () -> looks.add(true);

        refused(
                400,
                "validation_error",
                call(token, "POST", "/v1/experiments", body.copy().put("target_url", "https://other.example/")));
        refused(
                400,
                "validation_error",
                call(token, "POST", "/v1/experiments", body.copy().put("url_pattern", "no path")));
        assertThat(world.credits.standing(SiteWorld.PRO, 1, 0).balance()).isEqualTo(1_000L);
        assertThat(world.credits
                        .spend(SiteWorld.PRO, 1_000 - 14, Reason.CREATE, "e")
                        .toString())
                .contains("Done");
        refused(402, "insufficient_credits", call(token, "POST", "/v1/experiments", body));
        assertThat(world.credits.standing(SiteWorld.PRO, 1, 0).balance()).isEqualTo(14L);
        assertThat(looks).isEmpty();
        world.credits.giveBack(SiteWorld.PRO, 1, "e");
        created(call(token, "POST", "/v1/experiments", body));
        assertThat(world.credits.standing(SiteWorld.PRO, 1, 0).balance()).isZero();
        world.looking = () -> {};
    }

    @Test
    void ideas_areFoundAsManyAsWanted_told_reviewed_andMadeIntoExperiments() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        JsonObject hook = new JsonObject()
                .put("url", "https://app.example/hook")
                .put("events", new JsonArray().add("ideas.generated").add("idea.status_changed"));
        JsonObject opened = created(call("POST", "/v1/webhooks", hook));
        assertThat(opened.getString("secret")).startsWith("whsec_");
        for (int wanted : List.of(10, 1, 7)) {
            Reply reply = call(
                    "POST",
                    "/v1/ideas/generate",
                    new JsonObject().put("site_id", siteId).put("num_ideas", wanted));
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.data().getJsonArray("ideas")).isEmpty();
        }
        world.work(Ideas.KIND, world.ideas::work);

        JsonArray ideas =
                call("GET", "/v1/ideas?limit=100&site_id=" + siteId, null).list();
        assertThat(ideas).hasSize(18);
        assertThat(ideas).allSatisfy(idea -> assertThat(
                        ((JsonObject) idea).getJsonObject("mockup_data").fieldNames())
                .contains("source_url", "mutations", "before", "after")
                .doesNotContain("screenshot"));
        assertThat(call("GET", "/v1/ideas/" + ideas.getJsonObject(0).getString("id"), null)
                        .data()
                        .getJsonObject("mockup_data")
                        .containsKey("screenshot"))
                .isTrue();
        String ideaId = ideas.getJsonObject(17).getString("id");
        JsonObject moved = call("PATCH", "/v1/ideas/" + ideaId, new JsonObject().put("status", "approved"))
                .data();
        assertThat(moved.getString("status")).isEqualTo("approved");
        assertThat(call("GET", "/v1/ideas/" + ideaId, null).data().getString("status"))
                .isEqualTo("approved");
        JsonObject body = experiment(siteId).put("idea_id", ideaId);
        refused(400, "validation_error", call("POST", "/v1/experiments", body));
        body.remove("variants");
        JsonObject made = created(call("POST", "/v1/experiments", body)).getJsonObject("experiment");
        assertThat(made.getString("idea_id")).isEqualTo(ideaId);
        assertThat(made.getJsonArray("variants").getJsonObject(1).getJsonArray("changes"))
                .isNotEmpty();
        JsonArray log = call("GET", "/v1/webhooks/" + opened.getString("id") + "/deliveries", null)
                .list();
        assertThat(log).hasSize(4);
        assertThat(log.getJsonObject(0).getString("event")).isEqualTo("idea.status_changed");
        refused(
                422,
                "unprocessable",
                call(
                        "POST",
                        "/v1/ideas/generate",
                        new JsonObject().put("site_id", siteId).put("output_type", "screenshot")));
    }

    @Test
    void webhooks_areToldOfLaunchAndCompletion_onceEach_listed_deactivated_andReplayed() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        JsonObject hook = new JsonObject()
                .put("url", "https://app.example/launches")
                .put("events", new JsonArray().add("experiment.launched").add("experiment.completed"));
        String path =
                "/v1/webhooks/" + created(call("POST", "/v1/webhooks", hook)).getString("id");
        String experiment = created(call(
                        "POST",
                        "/v1/experiments",
                        experiment(siteId).put("auto_launch", true).put("goals", goals())))
                .getJsonObject("experiment")
                .getString("id");
        for (int i = 0; i < 2; i++) {
            world.tests.tell(world.news::experimentLaunched, world.news::experimentCompleted);
        }
        act("/v1/experiments/" + experiment, "complete");
        for (int i = 0; i < 2; i++) {
            world.tests.tell(world.news::experimentLaunched, world.news::experimentCompleted);
        }

        List<JsonObject> own = call("GET", path + "/deliveries", null).list().stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(own)
                .extracting(entry -> entry.getString("event"))
                .contains("experiment.launched", "experiment.completed");
        assertThat(own.stream().map(entry -> entry.getString("message_id")).distinct())
                .hasSize(own.size());
        String delivery = path + "/deliveries/" + own.get(0).getString("id") + "/replay";
        refused(409, "invalid_state", call("POST", delivery, null));
        refused(404, "not_found", call("POST", path + "/deliveries/999999/replay", null));
        refused(
                400,
                "validation_error",
                call("POST", "/v1/webhooks", hook.copy().put("url", "http://app.example/x")));
        refused(
                400,
                "validation_error",
                call("POST", "/v1/webhooks", hook.copy().put("events", new JsonArray().add("nothing"))));
        assertThat(call("DELETE", path, null).data()).isEqualTo(new JsonObject().put("deleted", true));
        assertThat(call("GET", "/v1/webhooks", null).list().stream()
                        .map(JsonObject.class::cast)
                        .noneMatch(one -> path.endsWith(one.getString("id"))))
                .isTrue();
        assertThat(call("GET", path + "/deliveries", null).list()).hasSameSizeAs(own);
    }

    @Test
    void schedule_hasItsDefaults_andIsChangedInPart() {
        String siteId = created(call("POST", "/v1/sites", site("Shop", HOME))).getString("id");
        JsonObject made = created(call("POST", "/v1/schedules", new JsonObject().put("site_id", siteId)));

        assertThat(made.getBoolean("enabled")).isFalse();
        assertThat(made.getString("frequency")).isEqualTo("weekly");
        assertThat(made.getInteger("day_of_week")).isEqualTo(1);
        assertThat(made.getInteger("ideas_per_run")).isEqualTo(2);
        assertThat(made.getString("next_run_at")).isNull();
        String path = "/v1/schedules/" + made.getString("id");
        JsonObject changed = call(
                        "PATCH", path, new JsonObject().put("enabled", true).put("frequency", "daily"))
                .data();
        assertThat(changed.getString("next_run_at")).endsWith("T09:00:00Z");
        assertThat(changed.getInteger("ideas_per_run")).isEqualTo(2);
        refused(
                400,
                "validation_error",
                call(
                        "PATCH",
                        path,
                        new JsonObject().put("target_pages", new JsonArray().add("https://other.example/"))));
        refused(400, "validation_error", call("PATCH", path, new JsonObject().put("day_of_week", 8)));
        refused(404, "not_found", call("PATCH", "/v1/schedules/none", new JsonObject().put("enabled", true)));
        assertThat(call("GET", "/v1/schedules", null).list()).isNotEmpty();
    }

    private List<SiteExperiment> published(String siteId) {
        return world.published("w1", siteId).experiments();
    }

    private Reply act(String path, String action) {
        return call("PATCH", path, new JsonObject().put("action", action));
    }

    private static JsonObject site(String name, String url) {
        return new JsonObject().put("name", name).put("url", url);
    }

    private static JsonObject experiment(String siteId) {
        return variant(siteId, "set_content", "Hello", null);
    }

    private static JsonObject variant(String siteId, String action, String payload, @Nullable String attribute) {
        JsonObject mutation =
                new JsonObject().put("selector", "h1").put("action", action).put("payload", payload);
        if (attribute != null) {
            mutation.put("attribute_name", attribute);
        }
        JsonObject variant = new JsonObject().put("name", "Variant B").put("changes", new JsonArray().add(mutation));
        return new JsonObject()
                .put("site_id", siteId)
                .put("name", "Hero")
                .put("variants", new JsonArray().add(variant));
    }

    private static JsonArray goals() {
        return new JsonArray()
                .add(goal("click", "Buy").put("selector", "#buy"))
                .add(goal("pageview", "Thanks").put("url_pattern", "/thanks"));
    }

    private static JsonObject goal(String type, String name) {
        return new JsonObject().put("type", type).put("name", name);
    }

    private static JsonObject created(Reply reply) {
        assertThat(reply.status()).as(reply.body().encode()).isEqualTo(201);
        return reply.data();
    }

    private static void refused(int status, String code, Reply reply) {
        assertThat(reply.status()).as(reply.body().encode()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    private Reply call(String method, String path, @Nullable JsonObject body) {
        return call(KEY, method, path, body);
    }

    private Reply call(String key, String method, String path, @Nullable JsonObject body) {
        return call("", key, method, path, body);
    }

    private Reply call(String idempotencyKey, String key, String method, String path, @Nullable JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                method,
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.encode()));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String own = path.startsWith("/abtestbot/") ? path.substring("/abtestbot".length()) : path;
            document.check(method, own, response.statusCode(), response.body());
            return new Reply(response.statusCode(), new JsonObject(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
