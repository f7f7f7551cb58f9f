package io.splitstream.api.results;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Single events and counts of them in the archive. Calls block; {@code UnavailableException} while it is away. */
public interface ActivitySource {
    /** Events that were appended within a time, newest first, each identity once. */
    List<AcceptedEvent> accepted(String workspaceId, String experimentId, Duration within, int most);

    /** Refusals within a time, newest first. */
    List<RejectedEvent> rejected(String workspaceId, String experimentId, Duration within, int most);

    /** The newest windows, oldest first. */
    List<WindowCount> windows(String workspaceId, String experimentId, WindowSize size, int most);

    /** Attributes that assigned users have, with how many have each; the commonest first. */
    Map<String, Long> attributes(String workspaceId, String experimentId, int most);
}
