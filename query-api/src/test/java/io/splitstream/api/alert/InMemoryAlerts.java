package io.splitstream.api.alert;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.contracts.alert.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts and last verdicts in memory. */
public final class InMemoryAlerts implements AlertStore {
    private final Map<String, KeptAlert> alerts = new LinkedHashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Map<String, LastVerdict> verdicts = new HashMap<>();
    private List<Experiment> running = List.of();

    /** Says which experiments run. */
    public void runs(Experiment... experiments) {
        running = List.of(experiments);
    }

    @Override
    public synchronized void keep(Alert alert, Instant now) {
        alerts.putIfAbsent(alert.id(), new KeptAlert(alert, now, null));
    }

    @Override
    public boolean alone(Runnable work) {
        work.run();
        return true;
    }

    @Override
    public synchronized List<Alert> open(int most) {
        return alerts.values().stream()
                .map(KeptAlert::alert)
                .filter(alert -> !settled.contains(alert.id()))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized void settle(Alert alert, @Nullable Instant pausedAt) {
        if (settled.add(alert.id())) {
            alerts.computeIfPresent(alert.id(), (id, kept) -> new KeptAlert(kept.alert(), kept.storedAt(), pausedAt));
        }
    }

    @Override
    public synchronized List<KeptAlert> list(String workspaceId, @Nullable String experimentId, int limit, int offset) {
        List<KeptAlert> found = new ArrayList<>();
        alerts.values().stream()
                .filter(kept -> kept.alert().workspaceId().equals(workspaceId))
                .filter(kept ->
                        experimentId == null || experimentId.equals(kept.alert().experimentId()))
                .forEach(kept -> found.add(0, kept));
        return found.stream().skip(offset).limit(limit).toList();
    }

    @Override
    public List<Experiment> running(int most) {
        return running;
    }

    @Override
    public synchronized Optional<LastVerdict> verdict(String experimentId) {
        return Optional.ofNullable(verdicts.get(experimentId));
    }

    @Override
    public synchronized void keepVerdict(
            String experimentId, LastVerdict verdict, @Nullable Alert change, Instant now) {
        verdicts.put(experimentId, verdict);
        if (change != null) {
            keep(change, now);
        }
    }
}
