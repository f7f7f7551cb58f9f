package io.splitstream.api.outbound;

import io.splitstream.api.outbound.OutboundResult.Answered;
import io.splitstream.api.outbound.OutboundResult.Failed;
import io.splitstream.api.outbound.OutboundResult.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests to users' URLs. A call blocks for 10 s at most, and reads 2 MiB at most. Safe for use by several
 * threads.
 *
 * <p>The policy is asked where the connection's own look-up is done, so that no second look-up can give another answer.
 * No cookies, no proxies, no reuse of connections.
 */
public final class OutboundHttp implements AutoCloseable {
    private static final int MOST_BYTES = 2 << 20;
    private static final int CONNECTIONS = 64;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);

    private final OutboundPolicy policy;
    private final Duration patience;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "outbound-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** A client under a policy, with the usual 10 s. */
    public OutboundHttp(OutboundPolicy policy) {
        this(policy, InetAddress::getAllByName, Duration.ofSeconds(10));
    }

    OutboundHttp(OutboundPolicy policy, Lookup lookup, Duration patience) {
        this.policy = policy;
        this.patience = patience;
        Timeout whole = Timeout.of(patience);
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new VettedLookup(policy, lookup))
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(whole)
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(whole)
                        .setResponseTimeout(whole)
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableAutomaticRetries()
                .setUserAgent("splitstream")
                .build();
    }

    /** Finds the addresses of a host. */
    interface Lookup {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** What is wrong with a URL, as far as that can be told without asking anybody; empty if nothing is. */
    public Optional<String> problem(String url, boolean needsTls) {
        return policy.problem(url, needsTls);
    }

    /** Makes a request. */
    public OutboundResult send(OutboundRequest request) {
        long deadline = System.nanoTime() + patience.toNanos();
        OutboundRequest next = request;
        while (true) {
            Optional<String> problem = policy.problem(next.url(), next.needsTls());
            if (problem.isPresent()) {
                return new Refused(problem.get());
            }
            Hop hop = hop(next, deadline - System.nanoTime());
            if (hop.target() == null || next.redirects() == 0) {
                return hop.result();
            }
            next = next.redirectedTo(hop.target());
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }

    /** One request of a chain, and where it was redirected to. */
    private record Hop(OutboundResult result, @Nullable String target) {}

    private Hop hop(OutboundRequest request, long nanos) {
        HttpUriRequestBase message;
        try {
            message = message(request);
        } catch (IllegalArgumentException e) {
            return new Hop(new Failed("no request can be made of the URL"), null);
        }
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    message.abort();
                },
                Math.max(0, nanos),
                TimeUnit.NANOSECONDS);
        try {
            return client.execute(message, response -> read(request, response));
        } catch (ClosedAddressException e) {
            return new Hop(new Refused(e.reason), null);
        } catch (UnknownHostException e) {
            return new Hop(new Failed("the host cannot be resolved"), null);
        } catch (IOException e) {
            String reason = late.get() ? "no whole answer within " + patience.toSeconds() + " s" : shown(e);
            return new Hop(new Failed(reason), null);
        } finally {
            deadline.cancel(false);
        }
    }

    private static HttpUriRequestBase message(OutboundRequest request) {
        HttpUriRequestBase message =
                new HttpUriRequestBase(request.body() == null ? "GET" : "POST", URI.create(request.url()));
        request.headers().forEach(message::setHeader);
        if (request.body() != null) {
            message.setEntity(new StringEntity(request.body(), ContentType.APPLICATION_JSON));
        }
        return message;
    }

    private static Hop read(OutboundRequest request, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        Header location = response.getFirstHeader("Location");
        Header type = response.getFirstHeader("Content-Type");
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return new Hop(new Failed("the answer is larger than " + MOST_BYTES + " bytes"), null);
        }
        String target =
                status >= 300 && status < 400 && location != null ? resolved(request.url(), location.getValue()) : null;
        Optional<String> contentType = Optional.ofNullable(type).map(Header::getValue);
        return new Hop(new Answered(request.url(), status, contentType, body), target);
    }

    private static @Nullable String resolved(String url, String location) {
        try {
            return URI.create(url).resolve(location).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String shown(IOException failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
                .substring(0, Math.min(300, text.length()));
    }

    private static final class ClosedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        ClosedAddressException(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private record VettedLookup(OutboundPolicy policy, Lookup lookup) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            InetAddress[] addresses = lookup.resolve(bare);
            if (!policy.permits(host, addresses)) {
                throw new ClosedAddressException("host " + host + " is at an address that is not public");
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
