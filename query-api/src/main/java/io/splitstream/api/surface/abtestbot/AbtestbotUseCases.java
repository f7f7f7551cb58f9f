package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.decision.Decisions;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.site.Sites;
import io.splitstream.api.site.experiment.SiteTests;

/** What the surface's routes call. */
public record AbtestbotUseCases(Sites sites, SiteTests tests, Credits credits, Decisions decisions) {}
