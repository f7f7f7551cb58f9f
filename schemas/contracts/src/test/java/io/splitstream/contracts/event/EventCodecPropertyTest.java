package io.splitstream.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class EventCodecPropertyTest {
    private final EventCodec codec = new EventCodec();
    private final EventView view = new EventView();

    @Property
    void decode_anyBytesBehindAHeader_areReadOrMalformed(@ForAll byte[] rest) {
        for (byte[] header : headers()) {
            reads(record(header, rest));
        }
    }

    @Property
    void decode_oneByteChanged_isReadOrMalformedAsTheViewSays(
            @ForAll("events") ExperimentEvent event, @ForAll @IntRange(max = 10_000) int place, @ForAll byte changed) {
        byte[] record = codec.encode(event);
        int rest = record.length - EventCodec.HEADER_BYTES;
        record[EventCodec.HEADER_BYTES + place % rest] = changed;

        assertThat(reads(record)).isEqualTo(isSeen(record));
    }

    @Example
    void decode_textLongerThanTheRecord_isMalformedBeforeRoomIsMadeForIt() {
        for (byte[] header : headers()) {
            for (long length : new long[] {13, 500_000_000, Integer.MAX_VALUE, 1L << 40, -1}) {
                byte[] record = record(header, zigzag(length, 12));

                assertThatThrownBy(() -> codec.decode(record))
                        .isInstanceOf(MalformedRecordException.class)
                        .cause()
                        .hasMessage("a text of " + length + " bytes, of which 12 are there");
            }
        }
    }

    @Example
    void decode_moreAttributesThanAnyMapHolds_isMalformed() {
        byte[] bare = codec.encode(new Assignment("", "", "", "", 0, 0, Map.of()));
        byte[] count = zigzag(1L << 40, 0);
        byte[] record = record(Arrays.copyOf(bare, bare.length - 1), count);

        assertThatThrownBy(() -> codec.decode(record)).isInstanceOf(MalformedRecordException.class);
    }

    @Provide
    Arbitrary<ExperimentEvent> events() {
        return AnyEvent.events();
    }

    private boolean reads(byte[] record) {
        try {
            codec.decode(record);
            return true;
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    private boolean isSeen(byte[] record) {
        try {
            return view.read(record);
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    private List<byte[]> headers() {
        EventRecord interaction =
                new Interaction("", "", "", "", "", "", InteractionType.CLICK, null, null, null, 0, false, 0, "", "");
        return List.of(
                EventCodec.eventHeader(),
                header(new Assignment("", "", "", "", 0, 0, Map.of())),
                header(interaction),
                header(new Tick("", 0)));
    }

    private byte[] header(EventRecord record) {
        return Arrays.copyOf(codec.encode(record), EventCodec.HEADER_BYTES);
    }

    private static byte[] record(byte[] begin, byte[] rest) {
        return ByteBuffer.allocate(begin.length + rest.length)
                .put(begin)
                .put(rest)
                .array();
    }

    /** Avro's long, and some bytes behind it. */
    private static byte[] zigzag(long number, int bytesBehind) {
        ByteBuffer bytes = ByteBuffer.allocate(10 + bytesBehind);
        long left = (number << 1) ^ (number >> 63);
        while ((left & ~0x7FL) != 0) {
            bytes.put((byte) (left | 0x80));
            left >>>= 7;
        }
        bytes.put((byte) left);
        return Arrays.copyOf(bytes.array(), bytes.position() + bytesBehind);
    }
}
