package io.splitstream.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Delivers events until each is acknowledged: what met a broken connection, a timeout, 429 or 503 is sent again with
 * the same ids, as often as {@link SenderSettings#patience()} allows. Any other answer ends the delivery.
 *
 * <p>Safe for use by several threads. Holds one request per connection in memory.
 */
public final class EventSender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int QUOTED_CHARACTERS = 500;

    private final SenderSettings settings;
    private final HttpClient http;
    private final LongAdder retries = new LongAdder();

    public EventSender(SenderSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * Delivers all events over the routes of a mix, several requests at a time.
     *
     * @param events read by one thread at a time
     * @param seed of the choice of routes
     * @throws SendFailedException if some event was refused for good or not acknowledged in time
     */
    public SendReport send(Iterator<LoadEvent> events, RouteMix mix, long seed, AckListener listener)
            throws InterruptedException {
        long begin = System.nanoTime();
        long retriesBefore = retries.sum();
        RequestPacker packer = new RequestPacker(events, mix, seed);
        LongAdder requests = new LongAdder();
        LongAdder acknowledged = new LongAdder();
        ExecutorService threads = Executors.newFixedThreadPool(settings.connections());
        try {
            ExecutorCompletionService<Boolean> workers = new ExecutorCompletionService<>(threads);
            List<Future<Boolean>> running = new ArrayList<>();
            for (int worker = 0; worker < settings.connections(); worker++) {
                running.add(workers.submit(() -> {
                    Optional<EventRequest> request = packer.next();
                    while (request.isPresent()) {
                        deliver(request.get(), listener);
                        requests.increment();
                        acknowledged.add(request.get().events().size());
                        request = packer.next();
                    }
                    return true;
                }));
            }
            for (int done = 0; done < running.size(); done++) {
                workers.take().get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SendFailedException(
                    "delivery ended after " + acknowledged.sum() + " acknowledged events: " + cause.getMessage(),
                    cause);
        } finally {
            threads.shutdownNow();
        }
        return new SendReport(
                requests.sum(),
                acknowledged.sum(),
                retries.sum() - retriesBefore,
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /**
     * Delivers one request, on the calling thread.
     *
     * @throws SendFailedException if it was refused for good or not acknowledged in time
     */
    public void deliver(EventRequest request, AckListener listener) throws InterruptedException {
        HttpRequest message = message(request);
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Outcome outcome = attempt(message);
            if (outcome.acknowledged()) {
                listener.acknowledged(request, System.nanoTime());
                return;
            }
            if (!outcome.retry()) {
                throw new SendFailedException(
                        request.path() + " refused " + request.events().size() + " events: " + outcome.description(),
                        null);
            }
            if (System.nanoTime() - begin > settings.patience().toNanos()) {
                throw new SendFailedException(
                        request.path() + " did not acknowledge within " + settings.patience() + ", last: "
                                + outcome.description(),
                        null);
            }
            retries.increment();
            Thread.sleep(outcome.pause().orElse(pause).toMillis());
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private Outcome attempt(HttpRequest message) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(message, BodyHandlers.ofString());
            String description = "status " + answer.statusCode() + ", " + quote(answer.body());
            return switch (answer.statusCode()) {
                case 202 -> new Outcome(true, false, Optional.empty(), description);
                case 429, 503 -> new Outcome(false, true, retryAfter(answer), description);
                default -> new Outcome(false, false, Optional.empty(), description);
            };
        } catch (IOException e) {
            return new Outcome(false, true, Optional.empty(), e.toString());
        }
    }

    private HttpRequest message(EventRequest request) {
        HttpRequest.Builder message = HttpRequest.newBuilder(URI.create(settings.edge() + request.path()))
                .timeout(settings.requestTimeout())
                .header("Authorization", "Bearer " + settings.token())
                .header("Content-Type", request.contentType())
                .POST(BodyPublishers.ofByteArray(request.body()));
        if (request.compressed()) {
            message.header("Content-Encoding", "gzip");
        }
        return message.build();
    }

    private static Optional<Duration> retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> shorter(Duration.ofSeconds(Long.parseLong(text)), LONGEST_PAUSE));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String quote(String body) {
        return body.length() <= QUOTED_CHARACTERS ? body : body.substring(0, QUOTED_CHARACTERS) + "...";
    }

    /**
     * What came of one attempt.
     *
     * @param pause what the server asked for before the next one
     */
    private record Outcome(boolean acknowledged, boolean retry, Optional<Duration> pause, String description) {}
}
