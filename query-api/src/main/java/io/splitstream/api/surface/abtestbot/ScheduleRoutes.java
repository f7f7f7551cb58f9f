package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.schedule.Frequency;
import io.splitstream.api.schedule.Schedule;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Schedules. */
final class ScheduleRoutes {
    private static final Schedule.Plan USUAL = new Schedule.Plan("", false, Frequency.WEEKLY, 1, 2, "html", List.of());

    private final AbtestbotUseCases useCases;

    ScheduleRoutes(AbtestbotUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> list(Call call) {
        return Outcome.done(Envelope.ok(
                call, JsonForms.array(useCases.schedules().list(call.caller().workspaceId()), ScheduleRoutes::view)));
    }

    Outcome<Answer> create(Call call) {
        return useCases.schedules()
                .create(call.caller().workspaceId(), plan(call.body(), USUAL))
                .map(schedule -> Envelope.of(201, call, view(schedule)));
    }

    Outcome<Answer> update(Call call) {
        return useCases.schedules()
                .update(call.caller().workspaceId(), call.path("scheduleId"), base -> plan(call.body(), base))
                .map(schedule -> Envelope.ok(call, view(schedule)));
    }

    private static Schedule.Plan plan(JsonObject body, Schedule.Plan base) {
        JsonArray pages = body.getJsonArray("target_pages");
        return new Schedule.Plan(
                body.getString("site_id", base.siteId()),
                body.getBoolean("enabled", base.enabled()),
                body.containsKey("frequency")
                        ? Frequency.valueOf(body.getString("frequency").toUpperCase(Locale.ROOT))
                        : base.frequency(),
                body.getInteger("day_of_week", base.dayOfWeek()),
                body.getInteger("ideas_per_run", base.ideasPerRun()),
                body.getString("output_type", base.outputType()),
                pages == null
                        ? base.targetPages()
                        : pages.stream().map(String::valueOf).toList());
    }

    private static JsonObject view(Schedule schedule) {
        Schedule.Plan plan = schedule.plan();
        return new JsonObject()
                .put("id", schedule.id())
                .put("site_id", plan.siteId())
                .put("enabled", plan.enabled())
                .put("frequency", plan.frequency().word())
                .put("day_of_week", plan.dayOfWeek())
                .put("ideas_per_run", plan.ideasPerRun())
                .put("output_type", plan.outputType())
                .put("target_pages", new JsonArray(plan.targetPages()))
                .put("next_run_at", JsonForms.time(schedule.nextRunAt()))
                .put("last_run_at", JsonForms.time(schedule.lastRunAt()))
                .put("created_at", JsonForms.time(schedule.createdAt()))
                .put("updated_at", JsonForms.time(schedule.updatedAt()));
    }
}
