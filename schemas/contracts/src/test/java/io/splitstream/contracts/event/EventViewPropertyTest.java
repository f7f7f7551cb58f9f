package io.splitstream.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventViewPropertyTest {
    private final EventCodec codec = new EventCodec();
    private final EventView view = new EventView();

    @Property
    void read_anyEvent_isWhatTheCodecReads(
            @ForAll("events") ExperimentEvent before, @ForAll("events") ExperimentEvent event) {
        assertThat(view.read(codec.encode(before))).isTrue();
        assertThat(view.read(codec.encode(event))).isTrue();

        assertThat(seen()).isEqualTo(event);
    }

    @Property(tries = 100)
    void read_cutOff_isMalformedAtEveryLength(@ForAll("events") ExperimentEvent event) {
        byte[] whole = codec.encode(event);

        for (int length = EventCodec.HEADER_BYTES; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> view.read(cut)).isInstanceOf(MalformedRecordException.class);
        }
    }

    @Property
    void read_anyBytesBehindTheHeader_areReadOrMalformed(@ForAll byte[] rest) {
        byte[] header = EventCodec.eventHeader();
        byte[] record = Arrays.copyOf(header, header.length + rest.length);
        System.arraycopy(rest, 0, record, header.length, rest.length);

        try {
            assertThat(view.read(record)).isTrue();
        } catch (MalformedRecordException e) {
            assertThat(e).hasMessageStartingWith(record.length + " bytes are no event");
        }
    }

    @Test
    void read_otherRecord_isNoEvent() {
        assertThat(view.read(codec.encode(new Tick("edge", 1)))).isFalse();
        assertThat(view.read(new byte[0])).isFalse();
    }

    @Provide
    Arbitrary<ExperimentEvent> events() {
        return AnyEvent.events();
    }

    private ExperimentEvent seen() {
        return new ExperimentEvent(
                view.eventId().toString(),
                view.workspaceId().toString(),
                view.experimentId().toString(),
                view.variantId().toString(),
                view.userId().toString(),
                view.eventType().toString(),
                view.hasValue() ? Long.valueOf(view.value()) : null,
                text(view.data()),
                text(view.sessionId()),
                view.timestamp(),
                view.timestampReplaced(),
                view.receivedAt(),
                view.source().toString(),
                view.userAgentClass().toString(),
                view.address().toString());
    }

    private static @Nullable String text(Utf8Slice slice) {
        return slice.isPresent() ? slice.toString() : null;
    }
}
