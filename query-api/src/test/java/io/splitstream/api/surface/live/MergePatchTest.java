package io.splitstream.api.surface.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class MergePatchTest {
    @Test
    void between_equalObjects_isEmpty() {
        assertThat(patch("{\"a\":1,\"b\":{\"c\":[1,2]}}", "{\"a\":1,\"b\":{\"c\":[1,2]}}"))
                .isEqualTo("{}");
    }

    @Test
    void between_changedAddedAndGone_holdsOnlyThose() {
        assertThat(patch("{\"a\":1,\"b\":2,\"same\":{\"x\":1}}", "{\"a\":3,\"c\":4,\"same\":{\"x\":1}}"))
                .isEqualTo("{\"a\":3,\"c\":4,\"b\":null}");
    }

    @Test
    void between_nestedObjects_goesIntoThemAndReplacesArrays() {
        assertThat(patch("{\"o\":{\"x\":1,\"y\":[1]}}", "{\"o\":{\"x\":1,\"y\":[1,2]}}"))
                .isEqualTo("{\"o\":{\"y\":[1,2]}}");
    }

    private static String patch(String from, String to) {
        return MergePatch.between(new JsonObject(from), new JsonObject(to)).encode();
    }
}
