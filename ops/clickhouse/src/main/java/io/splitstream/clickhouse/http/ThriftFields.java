package io.splitstream.clickhouse.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a struct in Thrift's compact protocol, as far as Parquet's metadata needs them: values stay bytes until
 * somebody asks for them, so that what is not understood is passed on as it came.
 *
 * <p>Layout: a field is a byte {@code dddd tttt} of the id's distance from the id before and the type, where a distance
 * of 0 means that the id follows as a zigzag varint; then the value; a byte of 0 ends the struct. A list is a byte
 * {@code nnnn tttt} of its length and its elements' type, where a length of 15 means that it follows as a varint.
 *
 * <p>Immutable.
 */
record ThriftFields(List<Field> all) {
    static final int I32 = 5;
    static final int I64 = 6;
    static final int LIST = 9;
    static final int STRUCT = 12;

    private static final int BYTE = 3;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int LONG_LIST = 15;
    private static final int DOUBLE_BYTES = 8;

    /** How deep structs may stand in one another; Parquet's stand five deep. */
    private static final int DEEPEST = 16;

    ThriftFields {
        all = List.copyOf(all);
    }

    /** A field and its value's bytes, which nobody changes; a truth value has none, it is in the type. */
    static final class Field {
        private final int id;
        private final int type;
        private final byte[] value;

        private Field(int id, int type, byte[] value) {
            this.id = id;
            this.type = type;
            this.value = value;
        }
    }

    /** Reads a struct up to and with its end. */
    static ThriftFields read(ByteBuffer bytes) {
        List<Field> fields = new ArrayList<>();
        int id = 0;
        for (int head = bytes.get() & 0xff; head != 0; head = bytes.get() & 0xff) {
            int distance = head >>> 4;
            id = distance == 0 ? (int) zigzag(varint(bytes)) : id + distance;
            int type = head & 0x0f;
            int start = bytes.position();
            if (type > 2) { // 1 and 2 are the truth values themselves
                skip(bytes, type, 0);
            }
            byte[] value = new byte[bytes.position() - start];
            bytes.get(start, value);
            fields.add(new Field(id, type, value));
        }
        return new ThriftFields(fields);
    }

    /** The structs of a list. */
    static List<ThriftFields> list(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        int head = bytes.get() & 0xff;
        long size = head >>> 4 == LONG_LIST ? varint(bytes) : head >>> 4;
        if ((head & 0x0f) != STRUCT || size > value.length) {
            throw new IllegalStateException("not a list of structs");
        }
        List<ThriftFields> structs = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            structs.add(read(bytes));
        }
        return structs;
    }

    /** What begins a list of structs of that length. */
    static byte[] listHead(long size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (size < LONG_LIST) {
            out.write(((int) size << 4) | STRUCT);
        } else {
            out.write((LONG_LIST << 4) | STRUCT);
            writeVarint(out, size);
        }
        return out.toByteArray();
    }

    /** A list of structs as a value. */
    static byte[] list(List<ThriftFields> structs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(listHead(structs.size()));
        structs.forEach(struct -> out.writeBytes(struct.bytes()));
        return out.toByteArray();
    }

    /** A whole number as a value. */
    static byte[] number(long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeVarint(out, (number << 1) ^ (number >> 63));
        return out.toByteArray();
    }

    /** The value of a field, if it is there. */
    Optional<byte[]> value(int id) {
        return all.stream()
                .filter(field -> field.id == id)
                .map(field -> field.value)
                .findFirst();
    }

    /** The whole number of a field; 0 if it is not there. */
    long number(int id) {
        return value(id).map(value -> zigzag(varint(ByteBuffer.wrap(value)))).orElse(0L);
    }

    /** The same with another value, if the field is there. */
    ThriftFields with(int id, byte[] value) {
        return new ThriftFields(all.stream()
                .map(field -> field.id == id ? new Field(id, field.type, value) : field)
                .toList());
    }

    /** The same with a whole number moved by some distance, if the field is there and not 0. */
    ThriftFields moved(int id, long by) {
        long number = number(id);
        return number == 0 ? this : with(id, number(number + by));
    }

    /** The same without those fields. */
    ThriftFields without(List<Integer> ids) {
        return new ThriftFields(
                all.stream().filter(field -> !ids.contains(field.id)).toList());
    }

    /** The struct's bytes. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int before = 0;
        for (Field field : all) {
            int distance = field.id - before;
            if (distance > 0 && distance < 16) {
                out.write((distance << 4) | field.type);
            } else {
                out.write(field.type);
                writeVarint(out, (long) field.id << 1);
            }
            out.writeBytes(field.value);
            before = field.id;
        }
        out.write(0);
        return out.toByteArray();
    }

    private static void skip(ByteBuffer bytes, int type, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException("structs stand more than " + DEEPEST + " deep in one another");
        }
        switch (type) {
            case 1, 2, BYTE -> bytes.get(); // a truth value has a byte of its own in lists
            case 4, I32, I64 -> varint(bytes);
            case DOUBLE -> bytes.position(bytes.position() + DOUBLE_BYTES);
            case BINARY -> {
                int length = (int) varint(bytes);
                bytes.position(bytes.position() + length);
            }
            case LIST, SET -> {
                int head = bytes.get() & 0xff;
                long size = head >>> 4 == LONG_LIST ? varint(bytes) : head >>> 4;
                for (long i = 0; i < size; i++) {
                    skip(bytes, head & 0x0f, depth + 1);
                }
            }
            case MAP -> {
                long size = varint(bytes);
                int types = size == 0 ? 0 : bytes.get() & 0xff;
                for (long i = 0; i < size; i++) {
                    skip(bytes, types >>> 4, depth + 1);
                    skip(bytes, types & 0x0f, depth + 1);
                }
            }
            case STRUCT -> {
                for (int head = bytes.get() & 0xff; head != 0; head = bytes.get() & 0xff) {
                    if (head >>> 4 == 0) {
                        varint(bytes);
                    }
                    if ((head & 0x0f) > 2) {
                        skip(bytes, head & 0x0f, depth + 1);
                    }
                }
            }
            default -> throw new IllegalStateException("Thrift's compact protocol has no type " + type);
        }
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = bytes.get();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number of more than ten bytes");
    }

    private static long zigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
