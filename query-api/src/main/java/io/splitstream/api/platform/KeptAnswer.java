package io.splitstream.api.platform;

import java.util.Map;

/**
 * An answer as it is kept under a {@link RequestKey}.
 *
 * @param body as it was sent, to the byte
 * @param replayed whether an earlier request got it
 */
public record KeptAnswer(int status, String body, Map<String, String> headers, boolean replayed) {
    public KeptAnswer {
        headers = Map.copyOf(headers);
    }

    /** Whether the request was carried out. Only such answers are kept: what was refused may be tried again. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
