package io.splitstream.standalone.kafka;

import io.splitstream.contracts.topic.TopicSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates what topics are missing; a topic that exists is left as it is, for its partition count never changes. */
final class KafkaTopics {
    private static final int TIMEOUT_MILLIS = 3_000;

    private final String bootstrapServers;

    KafkaTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Returns when every topic exists.
     *
     * @throws IOException if the broker does not answer within a few seconds or refuses
     */
    void ensure(List<TopicSpec> topics) throws IOException, InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                100L,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200L);
        Admin admin = Admin.create(settings);
        try {
            Set<String> existing = admin.listTopics().names().get();
            for (TopicSpec topic : topics) {
                if (!existing.contains(topic.name())) {
                    create(admin, topic);
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("Kafka at " + bootstrapServers + ": " + e.getMessage(), e);
        } finally {
            admin.close(Duration.ofSeconds(1));
        }
    }

    private static void create(Admin admin, TopicSpec topic) throws ExecutionException, InterruptedException {
        NewTopic wanted = new NewTopic(topic.name(), topic.partitions(), topic.replicas()).configs(topic.config());
        try {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
