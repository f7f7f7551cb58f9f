package io.splitstream.api.surface.sommos;

import io.splitstream.api.access.Access;
import io.splitstream.api.alert.Alerts;
import io.splitstream.api.assignment.Assignments;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.Histories;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.results.Activity;
import io.splitstream.api.results.Rebuilds;
import io.splitstream.api.results.Results;
import io.splitstream.api.results.Segments;

/** What the surface's routes call. */
public record SommosUseCases(
        Experiments experiments,
        Assignments assignments,
        Results results,
        Segments segments,
        Rebuilds rebuilds,
        Decisions decisions,
        Histories histories,
        Activity activity,
        Alerts alerts,
        Deliveries deliveries,
        Access access) {}
