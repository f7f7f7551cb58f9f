package io.splitstream.api.surface.abtestbot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Fault;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** Refusals and failures as {@code {error: {code, message}}}, codes in snake_case; whatever is not there is one code. */
final class AbtestbotErrors {
    private static final int INVALID_STATE = 409;
    private static final Map<String, String> RETRY = Map.of("retry-after", "2");

    private final MeterRegistry meters;

    AbtestbotErrors(MeterRegistry meters) {
        this.meters = meters;
    }

    Answer refused(Refusal refusal) {
        Fault fault = Fault.of(refusal, INVALID_STATE);
        return answer(fault.status() == 404 ? new Fault(404, "NOT_FOUND", fault.message()) : fault);
    }

    Answer answer(Fault fault) {
        Counter.builder("splitstream_api_refused_total")
                .description("Requests answered with an error, by its code")
                .tag("code", fault.code())
                .register(meters)
                .increment();
        JsonObject error = new JsonObject()
                .put("code", fault.code().toLowerCase(Locale.ROOT))
                .put("message", fault.message());
        return new Answer(
                fault.status(), new JsonObject().put("error", error), fault.status() == 503 ? RETRY : Map.of());
    }
}
