package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Numbers by name: how many, then each name and its number. */
final class NumbersFormat {
    private NumbersFormat() {}

    static void write(SortedMap<String, Long> numbers, DataOutputView out) throws IOException {
        writeLong(out, numbers.size());
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            writeText(out, number.getKey());
            writeLong(out, number.getValue());
        }
    }

    static SortedMap<String, Long> read(DataInputView in) throws IOException {
        int size = readInt(in);
        SortedMap<String, Long> numbers = size == 0 ? Collections.emptySortedMap() : new TreeMap<>();
        for (int i = 0; i < size; i++) {
            numbers.put(readName(in), readLong(in));
        }
        return numbers;
    }
}
