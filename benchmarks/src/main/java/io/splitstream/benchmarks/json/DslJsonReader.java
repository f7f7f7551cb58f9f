package io.splitstream.benchmarks.json;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import java.io.IOException;

/** dsl-json's reader; it takes what is no JSON for JSON where it skips, and does not check UTF-8. */
final class DslJsonReader implements ArrayReader {
    private final JsonReader<Object> in = new DslJson<>().newReader();

    @Override
    public long read(byte[] body) throws IOException {
        long sum = 0;
        in.process(body, body.length);
        in.getNextToken();
        do {
            in.getNextToken();
            do {
                in.getNextToken();
                sum += in.fillName();
                if (in.getNextToken() == '"') {
                    sum += in.readString().length();
                } else {
                    sum += NumberConverter.deserializeDecimal(in).scale();
                }
            } while (in.getNextToken() == ',');
        } while (in.getNextToken() == ',');
        return sum;
    }
}
