package io.splitstream.benchmarks.json;

import com.alibaba.fastjson2.JSONReader;
import java.nio.charset.StandardCharsets;

/** fastjson2's reader; it takes single quotes, comments and more for JSON. */
final class Fastjson2Reader implements ArrayReader {
    @Override
    public long read(byte[] body) {
        long sum = 0;
        try (JSONReader in = JSONReader.of(body, 0, body.length, StandardCharsets.UTF_8)) {
            in.nextIfArrayStart();
            while (!in.nextIfArrayEnd()) {
                in.nextIfObjectStart();
                while (!in.nextIfObjectEnd()) {
                    sum += in.readFieldNameHashCode();
                    sum += in.isString()
                            ? in.readString().length()
                            : in.readBigDecimal().scale();
                }
            }
        }
        return sum;
    }
}
