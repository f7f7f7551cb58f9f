package io.splitstream.api.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBoundsTest {
    private final BodyBounds bounds = new BodyBounds();

    @Test
    void problem_ordinaryBody_isNone() {
        assertThat(bounds.problem(Buffer.buffer("{\"a\":[1,2.5,{\"b\":null}],\"c\":\"é\"}")))
                .isEmpty();
    }

    @Test
    void problem_thousandLevels_isToldBeforeAnythingIsBuilt() {
        String deep = "[".repeat(1_000) + "]".repeat(1_000);

        assertThat(bounds.problem(Buffer.buffer(deep)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("32 levels"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"a\":NaN}", "{\"a\":Infinity}", "nonsense", "{\"a\":01}", "{'a':1}", "{} {}", "1 2"})
    void problem_noJson_isTold(String body) {
        assertThat(bounds.problem(Buffer.buffer(body))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"b\\u0000c\"}", "{\"a\\u0000\":1}", "[[\"\\u0000\"]]", "\"\\u0000\""})
    void problem_theCharacterNul_isTold(String body) {
        assertThat(bounds.problem(Buffer.buffer(body)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("U+0000"));
    }

    @Test
    void problem_numberBeyondDoubles_isTold() {
        assertThat(bounds.problem(Buffer.buffer("{\"a\":1e999}"))).isPresent();
    }

    @Test
    void problem_numberOfManyDigits_isTold() {
        assertThat(bounds.problem(Buffer.buffer("{\"a\":" + "9".repeat(1_000) + "}")))
                .isPresent();
    }
}
