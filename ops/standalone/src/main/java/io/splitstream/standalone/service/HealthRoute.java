package io.splitstream.standalone.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Ready when a GET is answered with 200.
 *
 * @param http to ask with
 * @param route to ask
 */
public record HealthRoute(HttpClient http, URI route) implements Readiness {
    @Override
    public boolean isReady() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(route).timeout(Duration.ofSeconds(3)).build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }
}
