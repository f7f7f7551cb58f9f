package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.study.reminder.Reminders;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Fault;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The route that a scheduler calls: by the cron secret, not by a person's token. */
final class CronRoute {
    private static final String BEARER = "Bearer ";

    private final Reminders reminders;
    private final Workers workers;
    private final byte[] secret;
    private final StudiesErrors errors;

    CronRoute(Reminders reminders, Workers workers, String secret, StudiesErrors errors) {
        this.reminders = reminders;
        this.workers = workers;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    void handle(RoutingContext context) {
        if (!isAuthorized(context.request().getHeader("authorization"))) {
            errors.refused(new Refusal(
                            Refusal.Kind.UNAUTHORIZED,
                            "This route is for the scheduler: send Authorization: Bearer and the cron secret."))
                    .send(context.response());
            return;
        }
        Future.fromCompletionStage(workers.run(this::look), context.vertx().getOrCreateContext())
                .recover(failure -> Future.succeededFuture(errors.answer(Fault.of(500, failure))))
                .onSuccess(answer -> answer.send(context.response()));
    }

    private Answer look() {
        Reminders.Look look = reminders.look();
        return Envelope.ok(new JsonObject()
                .put("processedAt", look.at().toString())
                .put("remindersQueued", look.queued())
                .put("skipped", look.skipped()));
    }

    /** Compared in a time that does not depend on where the two differ. */
    private boolean isAuthorized(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), secret);
    }
}
