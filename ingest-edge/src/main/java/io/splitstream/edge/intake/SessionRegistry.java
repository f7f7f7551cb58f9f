package io.splitstream.edge.intake;

import io.splitstream.contracts.definition.StudySession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the edge knows of the sessions of studies: those that still take interactions. */
public final class SessionRegistry implements StateRegistry<StudySession> {
    private final Map<String, StudySession> byId = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    @Override
    public boolean accept(StudySession session) {
        StudySession known = byId.get(session.sessionId());
        if (known != null && known.revision() >= session.revision()) {
            return false;
        }
        byId.put(session.sessionId(), session);
        return true;
    }

    @Override
    public boolean remove(String sessionId) {
        return byId.remove(sessionId) != null;
    }

    @Override
    public void markLoaded() {
        loaded = true;
    }

    @Override
    public boolean isLoaded() {
        return loaded;
    }

    /** The session, if it is known and belongs to the workspace. */
    Optional<StudySession> find(String workspaceId, String sessionId) {
        return Optional.ofNullable(byId.get(sessionId))
                .filter(session -> session.workspaceId().equals(workspaceId));
    }

    @Override
    public Collection<StudySession> all() {
        return List.copyOf(byId.values());
    }
}
