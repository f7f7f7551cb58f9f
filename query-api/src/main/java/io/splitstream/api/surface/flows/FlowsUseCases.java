package io.splitstream.api.surface.flows;

import io.splitstream.api.assignment.Assignments;
import io.splitstream.api.audience.Audiences;
import io.splitstream.api.decision.Analysis;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.results.DailyResults;
import io.splitstream.api.results.Results;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * What the surface's routes call.
 *
 * @param analysisForm an analysis as it is kept for readers of all surfaces
 */
public record FlowsUseCases(
        Experiments experiments,
        Assignments assignments,
        Audiences audiences,
        Results results,
        DailyResults daily,
        Decisions decisions,
        Function<Analysis, JsonObject> analysisForm) {}
