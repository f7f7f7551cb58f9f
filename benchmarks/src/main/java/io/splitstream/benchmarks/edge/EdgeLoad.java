package io.splitstream.benchmarks.edge;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.EventRequest;
import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** The events and requests that the edge and its floors are measured with. */
public final class EdgeLoad {
    /** Whose experiment it is. */
    public static final String WORKSPACE = "dev";

    private static final String EXPERIMENT = "0b8cf1a2-7d0e-4c6b-9a51-2f6f0c1d9e01";
    private static final List<String> VARIANTS =
            List.of("5f0c7e1a-1f52-4d0c-8f6e-0a9b3c2d1e01", "5f0c7e1a-1f52-4d0c-8f6e-0a9b3c2d1e02");
    private static final int USERS = 20_000;
    private static final long SEED = 1;
    private static final int BODIES = 64;

    private EdgeLoad() {}

    /** The experiment that all events are of. */
    public static ExperimentDefinition definition() {
        return new ExperimentDefinition(
                EXPERIMENT,
                WORKSPACE,
                "edge benchmark",
                ExperimentStatus.RUNNING,
                1,
                1,
                List.of(new Variant(VARIANTS.get(0), "control", true), new Variant(VARIANTS.get(1), "test", false)),
                List.of(new WeightEpoch(0, 0, Map.of(VARIANTS.get(0), 0.5, VARIANTS.get(1), 0.5))),
                null);
    }

    /** A number of events; the same at each call, but for their times. */
    public static List<LoadEvent> events(int count) {
        LoadPlan plan = LoadPlan.of(SEED, count, USERS, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .withCopyShare(0);
        List<LoadEvent> events = new ArrayList<>(count);
        new EventGenerator(plan, List.of(new LoadTarget(EXPERIMENT, VARIANTS))).forEachRemaining(events::add);
        return events;
    }

    /** A token that may track events. */
    public static String token(String secret, String subject) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .subject(subject)
                            .claim("role", "crew")
                            .claim("workspace_id", WORKSPACE)
                            .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(6))))
                            .build());
            jwt.sign(new MACSigner(secret));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the secret is too short", e);
        }
    }

    /** Requests with one event each. */
    static RequestSet singles(String token) {
        List<LoadEvent> events = events(BODIES * 16);
        List<byte[]> requests = new ArrayList<>();
        for (LoadEvent event : events) {
            EventRequest request = new EventRequest(Route.SINGLE, List.of(event));
            requests.add(post("/api/experiments/events", token, "application/json", "", request.body()));
        }
        return new RequestSet(1, requests);
    }

    /** Requests with lines of JSON, a number of events each. */
    static RequestSet lines(String token, int eventsEach, Packing packing) {
        return lines(List.of(token), eventsEach, packing);
    }

    /** Requests with lines of JSON, a number of events each, by callers in turn. */
    static RequestSet lines(List<String> tokens, int eventsEach, Packing packing) {
        List<LoadEvent> events = events(BODIES * eventsEach);
        List<byte[]> requests = new ArrayList<>();
        for (int body = 0; body < BODIES; body++) {
            EventRequest request =
                    new EventRequest(Route.COLLECT, events.subList(body * eventsEach, (body + 1) * eventsEach));
            requests.add(post(
                    "/collect",
                    tokens.get(body % tokens.size()),
                    "application/x-ndjson",
                    packing.header(),
                    packing.pack(request.body())));
        }
        return new RequestSet(eventsEach, requests);
    }

    /** A POST as it goes over the wire. */
    public static byte[] post(String path, String token, String type, String moreHeaders, byte[] body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: " + type + "\r\n" + moreHeaders + "Content-Length: " + body.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
