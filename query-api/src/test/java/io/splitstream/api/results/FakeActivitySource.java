package io.splitstream.api.results;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An archive that says what it was told to, whatever experiment is asked for. */
public final class FakeActivitySource implements ActivitySource {
    private volatile List<AcceptedEvent> accepted = List.of();
    private volatile List<RejectedEvent> rejected = List.of();
    private volatile List<WindowCount> windows = List.of();
    private volatile Map<String, Long> attributes = Map.of();

    public void accepted(List<AcceptedEvent> events) {
        accepted = events;
    }

    public void rejected(List<RejectedEvent> events) {
        rejected = events;
    }

    public void windows(List<WindowCount> counts) {
        windows = counts;
    }

    public void attributes(Map<String, Long> users) {
        attributes = users;
    }

    @Override
    public List<AcceptedEvent> accepted(String workspaceId, String experimentId, Duration within, int most) {
        return accepted;
    }

    @Override
    public List<RejectedEvent> rejected(String workspaceId, String experimentId, Duration within, int most) {
        return rejected;
    }

    @Override
    public List<WindowCount> windows(String workspaceId, String experimentId, WindowSize size, int most) {
        return windows;
    }

    @Override
    public Map<String, Long> attributes(String workspaceId, String experimentId, int most) {
        return attributes;
    }
}
