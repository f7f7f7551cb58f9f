package io.splitstream.edge.http;

import java.util.List;

/** Whether the edge can take events. Asked on event loops, so it must not block. */
@FunctionalInterface
public interface Health {
    /** Why not; empty if it can. */
    List<String> objections();
}
