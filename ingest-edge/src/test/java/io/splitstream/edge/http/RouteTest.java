package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
    @ParameterizedTest
    @CsvSource({
        "/api/experiments/events, EVENT, ''",
        "/api/experiments/events?x=/collect, EVENT, ''",
        "/sommos/api/experiments/events, EVENT, ''",
        "/api/experiments/events/batch, BATCH, ''",
        "/api/experiments/exp_1/events/impression, IMPRESSION, exp_1",
        "/sommos/api/experiments/exp_1/events/conversion, CONVERSION, exp_1",
        "/api/experiments/a%20%C3%BC/events/conversion, CONVERSION, a ü",
        "/api/experiments/events/events/conversion, CONVERSION, events",
        "/collect, STREAM, ''",
        "/sommos/collect, STREAM, ''",
        "/api/sessions/sess_1/events, SESSION, sess_1",
        "/studies/api/sessions/sess_1/events, SESSION, sess_1"
    })
    void of_post_findsTheRoute(String uri, Route.Kind kind, String subject) {
        assertThat(Route.of(HttpMethod.POST, uri)).contains(new Route(kind, subject));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/sommos",
                "/api/experiments",
                "/api/experiments/events/",
                "/api/experiments/exp_1/events",
                "/api/experiments//events/impression",
                "/api/sessions//events",
                "/api/sessions/a/b/events",
                "/api/experiments/events/impression",
                "/api/experiments/a/b/events/impression",
                "/api/experiments/%zz/events/impression",
                "/sommos/sommos/collect",
                "http://host/collect"
            })
    void of_postElsewhere_isEmpty(String uri) {
        assertThat(Route.of(HttpMethod.POST, uri)).isEmpty();
    }

    @Test
    void of_whatPagesAskFor_isFound() {
        assertThat(Route.of(HttpMethod.GET, "/s/abc.js?sk_preview=v")).contains(new Route(Route.Kind.SCRIPT, "abc"));
        assertThat(Route.of(HttpMethod.GET, "/abtestbot/s/abc.js")).contains(new Route(Route.Kind.SCRIPT, "abc"));
        assertThat(Route.of(HttpMethod.GET, "/collect.gif?k=1")).contains(new Route(Route.Kind.PIXEL, "k=1"));
        assertThat(Route.of(HttpMethod.OPTIONS, "/collect?k=1")).contains(new Route(Route.Kind.PREFLIGHT, ""));
        assertThat(Route.of(HttpMethod.GET, "/s/.js")).isEmpty();
        assertThat(Route.of(HttpMethod.GET, "/s/a/b.js")).isEmpty();
        assertThat(Route.of(HttpMethod.GET, "/s/abc")).isEmpty();
        assertThat(Route.of(HttpMethod.OPTIONS, "/api/experiments/events")).isEmpty();
    }

    @Test
    void of_otherMethods_areOnlyForHealth() {
        assertThat(Route.of(HttpMethod.GET, "/health/live")).contains(new Route(Route.Kind.LIVE, ""));
        assertThat(Route.of(HttpMethod.GET, "/health/ready")).contains(new Route(Route.Kind.READY, ""));
        assertThat(Route.of(HttpMethod.POST, "/health/ready")).isEmpty();
        assertThat(Route.of(HttpMethod.GET, "/api/experiments/events")).isEmpty();
        assertThat(Route.of(HttpMethod.PUT, "/collect")).isEmpty();
    }
}
