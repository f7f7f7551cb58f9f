package io.splitstream.api.surface;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.splitstream.api.platform.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Refusals and failures as {@code {success: false, error: {code, message, timestamp}}}. */
public final class CodedErrors {
    private static final int INVALID_STATE = 400;
    private static final Map<String, String> RETRY = Map.of("retry-after", "2");

    private final Clock clock;
    private final MeterRegistry meters;

    public CodedErrors(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    public Answer refused(Refusal refusal) {
        return answer(Fault.of(refusal, INVALID_STATE));
    }

    public Answer noRoute(String method, String path) {
        return answer(Fault.noRoute(method, path));
    }

    public Answer failed(int status, Throwable failure) {
        return answer(Fault.of(status, failure));
    }

    private Answer answer(Fault fault) {
        Counter.builder("splitstream_api_refused_total")
                .description("Requests answered with an error, by its code")
                .tag("code", fault.code())
                .register(meters)
                .increment();
        JsonObject error = new JsonObject()
                .put("code", fault.code())
                .put("message", fault.message())
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        return new Answer(
                fault.status(),
                new JsonObject().put("success", false).put("error", error),
                fault.status() == 503 ? RETRY : Map.of());
    }
}
