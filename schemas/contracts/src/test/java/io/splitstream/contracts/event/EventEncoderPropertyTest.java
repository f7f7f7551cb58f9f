package io.splitstream.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

final class EventEncoderPropertyTest {
    private final EventCodec codec = new EventCodec();
    private final EventEncoder encoder = new EventEncoder();

    @Property
    void encode_anyEvent_givesTheCodecsBytesAndTheUser(@ForAll("events") ExperimentEvent event) {
        EventSource source = new Slices(event);
        byte[] out = new byte[7 + encoder.mostBytes(source)];

        int end = encoder.encode(source, out, 7);

        assertThat(Arrays.copyOfRange(out, 7, end)).isEqualTo(codec.encode(event));
        byte[] user = event.userId().getBytes(StandardCharsets.UTF_8);
        assertThat(Arrays.copyOfRange(out, encoder.userFrom(), encoder.userFrom() + user.length))
                .isEqualTo(user);
    }

    @Provide
    Arbitrary<ExperimentEvent> events() {
        return AnyEvent.events();
    }

    private record Slices(ExperimentEvent event) implements EventSource {
        @Override
        public Utf8Slice eventId() {
            return Utf8Slice.of(event.eventId());
        }

        @Override
        public Utf8Slice workspaceId() {
            return Utf8Slice.of(event.workspaceId());
        }

        @Override
        public Utf8Slice experimentId() {
            return Utf8Slice.of(event.experimentId());
        }

        @Override
        public Utf8Slice variantId() {
            return Utf8Slice.of(event.variantId());
        }

        @Override
        public Utf8Slice userId() {
            return Utf8Slice.of(event.userId());
        }

        @Override
        public Utf8Slice eventType() {
            return Utf8Slice.of(event.eventType());
        }

        @Override
        public boolean hasValue() {
            return event.value() != null;
        }

        @Override
        public long value() {
            Long value = event.value();
            return value == null ? 0 : value;
        }

        @Override
        public Utf8Slice data() {
            return optional(event.data());
        }

        @Override
        public Utf8Slice sessionId() {
            return optional(event.sessionId());
        }

        @Override
        public long timestamp() {
            return event.timestamp();
        }

        @Override
        public boolean timestampReplaced() {
            return event.timestampReplaced();
        }

        @Override
        public long receivedAt() {
            return event.receivedAt();
        }

        @Override
        public Utf8Slice source() {
            return Utf8Slice.of(event.source());
        }

        @Override
        public Utf8Slice userAgentClass() {
            return Utf8Slice.of(event.userAgentClass());
        }

        @Override
        public Utf8Slice address() {
            return Utf8Slice.of(event.address());
        }

        private static Utf8Slice optional(@Nullable String text) {
            Utf8Slice slice = new Utf8Slice();
            slice.set(text);
            return slice;
        }
    }
}
