package io.splitstream.jobs.metrics;

import io.splitstream.contracts.event.EventView;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.jobs.archive.core.ArchivedEvent;
import io.splitstream.jobs.metrics.LoggedHistory.Identity;
import io.splitstream.jobs.metrics.LoggedHistory.Logged;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The archive as the view of it shows it: of each identity the row of the highest version. */
final class ArchiveTable {
    private final boolean versioned;
    private final Map<Identity, ArchivedEvent> rows = new HashMap<>();

    ArchiveTable(@Nullable Safeguard without) {
        this.versioned = without != Safeguard.ARCHIVE_VERSIONS;
    }

    void insert(Logged logged) {
        if (logged.value() instanceof ExperimentEvent event) {
            rows.merge(
                    Identity.of(event),
                    new ArchivedEvent(EventView.of(event), logged.partition(), logged.offset(), logged.loggedAt()),
                    (held, given) ->
                            !versioned || Long.compareUnsigned(given.version(), held.version()) >= 0 ? given : held);
        }
    }

    Collection<ArchivedEvent> rows() {
        return rows.values();
    }
}
