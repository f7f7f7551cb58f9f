package io.splitstream.api.surface;

import io.splitstream.api.platform.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Forwards the event routes to the collector, so that one origin serves all. Bodies stream through; the collector
 * authenticates, validates and answers. It is told the host that was asked for, which it compares with where a cookie
 * comes from, and the client's address.
 */
public final class EdgeForwarding {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int CONNECTIONS = 64;
    private static final int WAITING = 256;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int IDLE_SECONDS = 60;
    private static final List<String> POSTS = List.of(
            "/api/experiments/events",
            "/api/experiments/events/batch",
            "/api/experiments/:experimentId/events/impression",
            "/api/experiments/:experimentId/events/conversion",
            "/api/sessions/:sessionId/events",
            "/collect");
    private static final List<String> GETS = List.of("/collect.gif", "/s/*");

    private final HttpProxy proxy;
    private final Surfaces surfaces;

    /**
     * @param edge where the collector is
     * @param surfaces whose words say that it is not there
     */
    public EdgeForwarding(Vertx vertx, URI edge, Surfaces surfaces) {
        this.surfaces = surfaces;
        HttpClientOptions client = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(16 * 1024);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING);
        int port = edge.getPort() < 0 ? 80 : edge.getPort();
        this.proxy =
                HttpProxy.reverseProxy(vertx.createHttpClient(client, pool)).origin(port, edge.getHost());
        proxy.addInterceptor(new Guard());
    }

    /** Adds the routes below a prefix, which the collector does not see. */
    void mount(Router router, String prefix) {
        POSTS.forEach(path -> forward(router.route(HttpMethod.POST, prefix + path)));
        GETS.forEach(path -> forward(router.route(HttpMethod.GET, prefix + path)));
        router.route(HttpMethod.OPTIONS, prefix + "/collect").handler(context -> proxy.handle(context.request()));
    }

    private void forward(Route route) {
        route.handler(context -> proxy.handle(context.request()));
    }

    /**
     * Who asked: the peer, or whom a process of this machine says that it asks for, as the collector has it.
     *
     * @param said the values of {@code X-Forwarded-For}; only the last part is the peer's own word
     */
    static String client(String peer, List<String> said) {
        if (said.isEmpty() || !isThisMachine(peer)) {
            return peer;
        }
        String last = said.get(said.size() - 1);
        return last.substring(last.lastIndexOf(',') + 1).strip();
    }

    private static boolean isThisMachine(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Strips the prefix, says who asked for which host, and answers in the surface's words where the collector does not. */
    private final class Guard implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            request.setURI(surfaces.withoutBase(request.getURI()));
            HttpServerRequest asked = request.proxiedRequest();
            if (asked.authority() != null) {
                request.setAuthority(asked.authority());
            }
            request.headers()
                    .set(
                            FORWARDED_FOR,
                            client(
                                    asked.remoteAddress().hostAddress(),
                                    asked.headers().getAll(FORWARDED_FOR)));
            return context.sendRequest().recover(failure -> Future.succeededFuture(lost(context, failure)));
        }

        private ProxyResponse lost(ProxyContext context, Throwable failure) {
            boolean neverSent = failure instanceof ConnectException
                    || failure instanceof UnknownHostException
                    || failure instanceof io.vertx.core.http.ConnectionPoolTooBusyException;
            Answer answer = surfaces.speakingFor(
                            context.request().proxiedRequest().path())
                    .failed(
                            503,
                            neverSent
                                    ? new UnavailableException(
                                            "The collector does not answer; repeat the request in a few seconds.",
                                            failure)
                                    : new UnknownOutcomeException(failure));
            HttpServerRequest request = context.request().proxiedRequest();
            request.resume();
            ProxyResponse response = context.request().release().response().setStatusCode(answer.status());
            response.putHeader("content-type", "application/json");
            answer.headers().forEach(response::putHeader);
            return response.setBody(Body.body(answer.body()));
        }
    }
}
