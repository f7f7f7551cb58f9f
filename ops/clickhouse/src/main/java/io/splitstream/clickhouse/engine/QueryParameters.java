package io.splitstream.clickhouse.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values for the {@code {name:Type}} places of a statement, laid out as the library takes them: two arrays of texts
 * and two of lengths. Native memory, freed when closed.
 */
final class QueryParameters implements AutoCloseable {
    private final List<Memory> texts = new ArrayList<>();
    final Pointer @Nullable [] names;
    final long @Nullable [] nameLengths;
    final Pointer @Nullable [] values;
    final long @Nullable [] valueLengths;
    final int count;

    QueryParameters(Map<String, String> parameters) {
        count = parameters.size();
        if (count == 0) {
            names = null;
            nameLengths = null;
            values = null;
            valueLengths = null;
            return;
        }
        Pointer[] namePointers = new Pointer[count];
        Pointer[] valuePointers = new Pointer[count];
        long[] namesLong = new long[count];
        long[] valuesLong = new long[count];
        int i = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            byte[] name = parameter.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] value = parameter.getValue().getBytes(StandardCharsets.UTF_8);
            namePointers[i] = copy(name);
            namesLong[i] = name.length;
            valuePointers[i] = copy(value);
            valuesLong[i] = value.length;
            i++;
        }
        names = namePointers;
        nameLengths = namesLong;
        values = valuePointers;
        valueLengths = valuesLong;
    }

    private Pointer copy(byte[] text) {
        Memory memory = new Memory(Math.max(1, text.length)); // a block of no bytes cannot be had
        memory.write(0, text, 0, text.length);
        texts.add(memory);
        return memory;
    }

    @Override
    public void close() {
        texts.forEach(Memory::close);
    }
}
