package io.splitstream.api.results;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.results.RebuildStatus.Building;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.recount.Recount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an experiment's rows anew from the archive, as a generation of their own, and lets readers see them. The live
 * job goes on writing generation 0, which readers can go back to.
 *
 * <p>A rebuilt generation holds every event up to its frontier. {@link #follow} keeps it there: when something was
 * logged since, or a user's window has closed, it is counted again, else only the frontier moves. So a rebuilt experiment
 * that still runs is as old as the archive and one count of it. After a change of what is counted a new generation is
 * written, and seen once it is whole. Of an experiment that has been over for 7 days and the longest window, nothing is
 * counted any more, and the frontier moves once an hour.
 *
 * <p>A rebuild that was cut off leaves rows that nobody reads; the next one writes over them. Safe for use by several
 * threads and processes: what two of them write of one frontier is equal.
 */
public final class Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    /** Every step reads all users' ids, and asks for memory by its events and, more, by its users. */
    private static final long EVENTS_AT_ONCE = 3_000_000;

    private static final long USERS_AT_ONCE = 1_000_000;
    private static final int MOST_FAILURES = 100;
    private static final long LEAST_STEP_SECONDS = 5;

    /** Of one that is over: its figures stay, only its completeness gets older. */
    private static final long SETTLED_STEP_SECONDS = 3_600;

    /** What is logged longer after an experiment's end is late, whatever its timestamp: in no metric. */
    private static final Duration LATENESS = Duration.ofDays(7);

    private final Results results;
    private final GenerationStore store;
    private final Workers workers;
    private final Clock clock;
    private final Map<String, Building> building = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    /**
     * @param workers where rebuilds run; each occupies a thread until it is done
     */
    public Rebuilds(Results results, GenerationStore store, Workers workers, Clock clock) {
        this.results = results;
        this.store = store;
        this.workers = workers;
        this.clock = clock;
    }

    /** How a rebuild stands. */
    public RebuildStatus status(String experimentId) {
        return new RebuildStatus(
                store.active(experimentId).orElse(null), building.get(experimentId), failures.get(experimentId));
    }

    /** Starts a rebuild, unless one of the experiment is under way here. */
    public Outcome<RebuildStatus> start(ExperimentDefinition experiment) {
        Instant frontier = archivedUntil();
        if (frontier == null) {
            return Outcome.refused(
                    Refusal.Kind.UNAVAILABLE, "The archive has not said yet how far it reaches; try again shortly.");
        }
        String id = experiment.experimentId();
        int number = nextNumber(id);
        if (building.putIfAbsent(id, new Building(number, 0)) == null) {
            failures.remove(id);
            var unused = workers.run(() -> rebuild(experiment, number, frontier))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.warn("generation {} of {} was not rebuilt", number, id, failure);
                            if (failures.size() >= MOST_FAILURES) {
                                failures.clear();
                            }
                            failures.put(id, String.valueOf(failure.getMessage()));
                        }
                        // Last: who sees nothing being built sees also how it went.
                        building.remove(id);
                    });
        }
        return Outcome.done(status(id));
    }

    /** Lets readers see the live job's rows again. */
    public RebuildStatus goBack(ExperimentDefinition experiment) {
        store.active(experiment.experimentId())
                .filter(active -> active.number() != Generation.LIVE)
                .ifPresent(active -> activate(new Generation(
                        active.workspaceId(),
                        active.experimentId(),
                        Generation.LIVE,
                        0,
                        0,
                        Instant.EPOCH,
                        clock.millis())));
        return status(experiment.experimentId());
    }

    /**
     * Brings every rebuilt generation up to what the archive holds.
     *
     * @param definitions of a workspace and an experiment in it
     */
    public void follow(BiFunction<String, String, Optional<ExperimentDefinition>> definitions) {
        Instant until = archivedUntil();
        if (until == null) {
            return;
        }
        for (Generation generation : store.rebuilt()) {
            if (!until.isBefore(generation.frontier().plusSeconds(LEAST_STEP_SECONDS))) {
                definitions
                        .apply(generation.workspaceId(), generation.experimentId())
                        .ifPresent(definition -> follow(generation, definition, until));
            }
        }
    }

    private void follow(Generation generation, ExperimentDefinition definition, Instant until) {
        RecountRequest request = RecountRequest.of(definition, until);
        int epochs = definition.weightEpochs().size();
        Generation seen = generation;
        try {
            if (generation.version() != definition.version() || generation.weightEpochs() != epochs) {
                // Readers take the newest version of a generation, of which all buckets must be there.
                seen = generation.renumbered(nextNumber(generation.experimentId()));
                write(request, definition.version(), seen.number(), done -> {});
            } else if (isSettled(definition, generation.frontier())) {
                if (until.isBefore(generation.frontier().plusSeconds(SETTLED_STEP_SECONDS))) {
                    return;
                }
            } else if (store.changedAfter(request, generation.frontier()) > 0) {
                write(request, definition.version(), generation.number(), done -> {});
            }
            activate(seen.advanced(definition.version(), epochs, until));
        } catch (UnavailableException e) {
            LOG.warn("generation {} of {} stays where it is", generation.number(), generation.experimentId(), e);
        }
    }

    private void activate(Generation generation) {
        store.activate(generation);
        results.readersSeeAnother();
    }

    /** Whether nothing that is logged after the frontier, and no window that closes, changes what was counted. */
    private static boolean isSettled(ExperimentDefinition definition, Instant frontier) {
        Long completed = definition.completedAt();
        long longest = definition.metrics().layout().windows().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return completed != null
                && frontier.isAfter(
                        Instant.ofEpochMilli(completed).plus(LATENESS).plusMillis(longest));
    }

    private int rebuild(ExperimentDefinition experiment, int number, Instant frontier) {
        String id = experiment.experimentId();
        RecountRequest request = RecountRequest.of(experiment, frontier);
        write(request, experiment.version(), number, done -> building.put(id, new Building(number, done)));
        activate(new Generation(
                experiment.workspaceId(),
                id,
                number,
                experiment.version(),
                experiment.weightEpochs().size(),
                frontier,
                clock.millis()));
        LOG.info("readers of {} see generation {}, complete until {}", id, number, frontier);
        return number;
    }

    /** In as many steps as keep the memory of each within bounds. */
    private void write(RecountRequest request, int version, int generation, IntConsumer progress) {
        GenerationStore.Extent extent = store.extent(request);
        long parts = Math.max(extent.events() / EVENTS_AT_ONCE, extent.users() / USERS_AT_ONCE);
        int steps = (int) Math.min(Recount.BUCKETS, 1 + parts);
        int from = 0;
        for (int step = 1; step <= steps; step++) {
            int to = step * Recount.BUCKETS / steps;
            store.write(request, version, generation, from, to);
            progress.accept(to);
            from = to;
        }
    }

    /** One beyond what readers see; what a rebuild left there that was cut off is written over. */
    private int nextNumber(String experimentId) {
        int active = store.active(experimentId).map(Generation::number).orElse(Generation.LIVE);
        return Math.max(active + 1, store.newest(experimentId));
    }

    private @Nullable Instant archivedUntil() {
        return results.progress().of(Progress.ARCHIVE_JOB).orElse(null);
    }
}
