package io.splitstream.edge.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Makes inputs of examples by cutting, doubling, splicing, and putting in what parsers trip over. For one thread. */
public final class Damage {
    private static final int MOST_BYTES = 8 << 10;
    private static final List<byte[]> STUMBLING_BLOCKS = Stream.concat(
                    Stream.of(
                                    "\"",
                                    "\\",
                                    "{",
                                    "}",
                                    "[",
                                    "]",
                                    ",",
                                    ":",
                                    "\n",
                                    "\r\n",
                                    "\0",
                                    "-",
                                    "-0",
                                    "1e999",
                                    "1e-999",
                                    "0.00001",
                                    "99999999999999999999",
                                    "NaN",
                                    "true",
                                    "null",
                                    "\\u0000",
                                    "\\ud800",
                                    "\\u",
                                    "//",
                                    "''",
                                    " ",
                                    "\t",
                                    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                                    "{\"a\":",
                                    "2026-02-30T25:61:61Z",
                                    "%00",
                                    "%",
                                    "%zz",
                                    "..",
                                    "?",
                                    "#",
                                    "Content-Length: 5\r\n",
                                    "Transfer-Encoding: chunked\r\n",
                                    "Expect: 100-continue\r\n",
                                    "Content-Encoding: gzip\r\n",
                                    "Content-Encoding: zstd\r\n",
                                    "Connection: close\r\n",
                                    "Idempotency-Key: \u0001\r\n",
                                    "HTTP/1.0",
                                    "HTTP/2.0",
                                    "PRI * HTTP/2.0\r\n\r\n",
                                    "0\r\n\r\n",
                                    "ffffffffffffffff\r\n",
                                    "GET /health/live HTTP/1.1\r\n\r\n")
                            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1)),
                    Stream.of(
                            new byte[] {(byte) 0xFF},
                            new byte[] {(byte) 0xC0, (byte) 0x80},
                            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                            new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
                            new byte[] {0x1F, (byte) 0x8B, 8, 0},
                            new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}))
            .toList();

    private final SplittableRandom random;
    private final List<byte[]> examples;

    public Damage(long seed, List<byte[]> examples) {
        this.random = new SplittableRandom(seed);
        this.examples = List.copyOf(examples);
    }

    /** The next input. */
    public byte[] next() {
        byte[] input = example().clone();
        for (int blow = random.nextInt(5); blow >= 0; blow--) {
            input = strike(input);
        }
        return input.length <= MOST_BYTES ? input : Arrays.copyOf(input, MOST_BYTES);
    }

    private byte[] strike(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1 + (random.nextBoolean() ? 4 : 64)));
        return switch (random.nextInt(7)) {
            case 0 -> flip(input);
            case 1 -> join(input, at, new byte[0], to);
            case 2 -> join(input, at, block(), at);
            case 3 -> join(input, at, block(), to);
            case 4 -> join(input, to, Arrays.copyOfRange(input, at, to), to);
            case 5 -> Arrays.copyOf(input, at);
            default -> {
                byte[] other = example();
                yield join(
                        input, at, Arrays.copyOfRange(other, random.nextInt(other.length), other.length), input.length);
            }
        };
    }

    private byte[] flip(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] = (byte) random.nextInt();
        }
        return input;
    }

    private byte[] block() {
        return STUMBLING_BLOCKS.get(random.nextInt(STUMBLING_BLOCKS.size()));
    }

    private byte[] example() {
        return examples.get(random.nextInt(examples.size()));
    }

    /** What lies before one place, something else, and what lies from another place on. */
    private static byte[] join(byte[] input, int before, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(input, before + middle.length + input.length - from);
        System.arraycopy(middle, 0, joined, before, middle.length);
        System.arraycopy(input, from, joined, before + middle.length, input.length - from);
        return joined;
    }
}
