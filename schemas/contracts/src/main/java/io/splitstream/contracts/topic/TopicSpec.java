package io.splitstream.contracts.topic;

import java.util.HashMap;
import java.util.Map;

/**
 * A topic to create.
 *
 * @param name the topic
 * @param partitions 1 to 1024
 * @param replicas 1 or more; from 3 on, two must be in sync for a write to be acknowledged
 * @param config topic configuration; log-append time and no unclean election are added to whatever is given
 */
public record TopicSpec(String name, int partitions, short replicas, Map<String, String> config) {
    public TopicSpec {
        if (partitions < 1 || partitions > 1024) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: 1 to 1024)");
        }
        Map<String, String> complete = new HashMap<>(config);
        complete.put("message.timestamp.type", "LogAppendTime");
        complete.put("unclean.leader.election.enable", "false");
        complete.put("min.insync.replicas", replicas >= 3 ? "2" : "1");
        config = Map.copyOf(complete);
    }
}
