package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.decision.Decisions;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.generation.Variants;
import io.splitstream.api.idea.Ideas;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.schedule.Schedules;
import io.splitstream.api.site.Sites;
import io.splitstream.api.site.experiment.SiteTests;

/** What the surface's routes call. */
public record AbtestbotUseCases(
        Sites sites,
        SiteTests tests,
        Credits credits,
        Variants variants,
        Ideas ideas,
        Schedules schedules,
        Deliveries deliveries,
        Decisions decisions) {}
