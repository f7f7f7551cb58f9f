package io.splitstream.api.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertCodec;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AlertFeedTest {
    private final List<String> taken = new ArrayList<>();

    @Test
    void take_anAlertThatItsTakerFailsOn_isLeftOutAndTheNextAreTaken() {
        take(alert -> {
            if (alert.experimentId().equals("exp_0")) {
                throw new IllegalStateException("a bug");
            }
            taken.add(alert.experimentId());
        });

        assertThat(taken).containsExactly("exp_1", "exp_2");
    }

    @Test
    void take_whileTheStoreIsAway_leavesTheAlertsInKafka() {
        assertThatThrownBy(() -> take(alert -> {
                    throw new UnavailableException("away", null);
                }))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void take_whatIsNoAlert_isLeftOut() {
        try (AlertFeed feed = feed(alert -> taken.add(alert.experimentId()))) {
            feed.take(List.of(record(0, "no alert".getBytes(java.nio.charset.StandardCharsets.UTF_8)), alert(1)));
        }

        assertThat(taken).containsExactly("exp_1");
    }

    private static void take(Consumer<Alert> taker) {
        try (AlertFeed feed = feed(taker)) {
            Stream<ConsumerRecord<byte[], byte[]>> three = IntStream.range(0, 3).mapToObj(AlertFeedTest::alert);
            feed.take(three.toList());
        }
    }

    /** One that is never started, and so connects to nothing. */
    private static AlertFeed feed(Consumer<Alert> taker) {
        return new AlertFeed("localhost:9092", taker);
    }

    private static ConsumerRecord<byte[], byte[]> alert(int number) {
        String experimentId = "exp_" + number;
        Alert alert = new Alert(
                Alert.id(experimentId, 1, AlertRule.SAMPLE_RATIO, 0),
                "w1",
                experimentId,
                1,
                0,
                AlertRule.SAMPLE_RATIO,
                AlertFigures.measured(0.41, 0.3, 0.315, 0.001, 900),
                0,
                5);
        return record(number, new AlertCodec().encode(alert));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
        return new ConsumerRecord<>(Topics.ALERTS, 0, offset, null, value);
    }
}
