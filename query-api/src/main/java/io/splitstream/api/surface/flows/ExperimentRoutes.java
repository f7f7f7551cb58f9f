package io.splitstream.api.surface.flows;

import io.splitstream.api.experiment.Actor;
import io.splitstream.api.experiment.Conclusion;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.RevisionMatch;
import io.splitstream.api.experiment.Transition;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Experiments: list, create, get, update, archive, start, stop.
 *
 * <p>What a status does not allow is refused here already, in the dialect's words; the use cases see to it whatever
 * happens in between.
 */
final class ExperimentRoutes {
    private final FlowsUseCases useCases;

    ExperimentRoutes(FlowsUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> list(Call call) {
        String workspace = call.caller().workspaceId();
        Envelope.Page page = Envelope.Page.of(call);
        Optional<ExperimentStatus> status = call.queryText("status").map(FlowStatus::of);
        List<Experiment> found = useCases.experiments().list(workspace, status, page.limit(), page.offset());
        Map<String, Long> assignments = useCases.assignments()
                .countByExperiment(found.stream().map(Experiment::id).toList());
        long total = useCases.experiments().count(workspace).entrySet().stream()
                .filter(count -> status.map(wanted -> wanted == count.getKey())
                        .orElse(count.getKey() != ExperimentStatus.ARCHIVED))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return Outcome.done(page.answer(
                JsonForms.array(
                        found,
                        experiment -> ExperimentView.brief(experiment, assignments.getOrDefault(experiment.id(), 0L))),
                total));
    }

    Outcome<Answer> create(Call call) {
        String workspace = call.caller().workspaceId();
        return audienceOf(call)
                .then(body -> by(call).create(workspace, DraftReader.create(body)))
                .map(created -> Envelope.of(201, ExperimentView.whole(created, 0)));
    }

    Outcome<Answer> get(Call call) {
        return experiment(call).map(this::answer);
    }

    Outcome<Answer> update(Call call) {
        return experiment(call)
                .then(experiment -> in(experiment, "update", ExperimentStatus.DRAFT))
                .then(draft -> audienceOf(call).then(body -> {
                    Outcome<Experiment> outcome = by(call).update(
                                    draft.workspaceId(),
                                    draft.id(),
                                    RevisionMatch.of(Set.of(draft.revision())),
                                    current -> Outcome.done(DraftReader.update(body, current)));
                    return outcome instanceof Outcome.Refused<Experiment> refused ? overtaken(refused) : outcome;
                }))
                .map(this::answer);
    }

    Outcome<Answer> archive(Call call) {
        return experiment(call)
                .then(experiment -> in(
                        experiment,
                        "archive",
                        ExperimentStatus.DRAFT,
                        ExperimentStatus.PAUSED,
                        ExperimentStatus.COMPLETED))
                .then(experiment -> move(call, experiment, Transition.ARCHIVE));
    }

    /** Starts a draft; one that was stopped goes on. */
    Outcome<Answer> start(Call call) {
        return experiment(call).then(experiment -> {
            boolean goesOn =
                    experiment.status() == ExperimentStatus.PAUSED || experiment.unanswered() == Transition.RESUME;
            Transition transition = goesOn ? Transition.RESUME : Transition.START;
            return unless(call, transition, experiment, "start", ExperimentStatus.DRAFT, ExperimentStatus.PAUSED);
        });
    }

    /** Stops a running experiment for as long as nobody starts it again. */
    Outcome<Answer> stop(Call call) {
        return experiment(call)
                .then(experiment -> unless(call, Transition.PAUSE, experiment, "stop", ExperimentStatus.RUNNING));
    }

    /** A transition that is stored, but whose caller was told to ask again, may be asked for in any status. */
    private Outcome<Answer> unless(
            Call call, Transition transition, Experiment experiment, String verb, ExperimentStatus... expected) {
        Outcome<Experiment> allowed =
                experiment.unanswered() == transition ? Outcome.done(experiment) : in(experiment, verb, expected);
        return allowed.then(able -> move(call, able, transition));
    }

    /** The use cases, which note who called. */
    private Experiments by(Call call) {
        return useCases.experiments().by(Actor.caller(call.caller().subject()));
    }

    private Outcome<Answer> move(Call call, Experiment experiment, Transition transition) {
        return by(call).move(experiment.workspaceId(), experiment.id(), transition, Conclusion.NONE)
                .map(this::answer);
    }

    private static Outcome<Experiment> in(Experiment experiment, String verb, ExperimentStatus... expected) {
        if (List.of(expected).contains(experiment.status())) {
            return Outcome.done(experiment);
        }
        return Outcome.refused(
                Refusal.Kind.INVALID_STATE,
                "Cannot " + verb + " an experiment that is " + FlowStatus.word(experiment.status()) + " (expected: "
                        + Stream.of(expected).map(FlowStatus::word).collect(Collectors.joining(", ")) + ").");
    }

    /** Nobody named a revision: whoever was faster won. */
    private static Outcome<Experiment> overtaken(Outcome.Refused<Experiment> refused) {
        return refused.refusal().kind() == Refusal.Kind.PRECONDITION_FAILED
                ? Outcome.refused(
                        Refusal.Kind.CONFLICT,
                        "Somebody else changed the experiment meanwhile; look at it and try again.")
                : refused;
    }

    /** The call's body, if the audience that it names is there. */
    private Outcome<JsonObject> audienceOf(Call call) {
        JsonObject body = call.body();
        String audienceId = body.getString("audienceId");
        if (audienceId == null) {
            return Outcome.done(body);
        }
        Outcome<JsonObject> found = useCases.audiences()
                .get(call.caller().workspaceId(), audienceId)
                .map(audience -> body);
        return found instanceof Outcome.Done<JsonObject>
                ? found
                : Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR,
                        "audienceId: there is no audience " + audienceId + " (POST /api/audiences makes one).");
    }

    private Outcome<Experiment> experiment(Call call) {
        return useCases.experiments().get(call.caller().workspaceId(), call.path("id"));
    }

    private Answer answer(Experiment experiment) {
        long assignments = useCases.assignments()
                .countByExperiment(List.of(experiment.id()))
                .getOrDefault(experiment.id(), 0L);
        return Envelope.ok(ExperimentView.whole(experiment, assignments));
    }
}
