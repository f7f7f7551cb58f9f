package io.splitstream.contracts.event;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events with any texts and numbers. */
final class AnyEvent {
    private AnyEvent() {}

    static Arbitrary<ExperimentEvent> events() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(200), Arbitraries.of("ü", "käthe", "😀", ""));
        Arbitrary<Long> number = Arbitraries.longs();
        return Combinators.combine(
                        text.list().ofSize(9),
                        number.list().ofSize(3),
                        text.injectNull(0.3),
                        text.injectNull(0.3),
                        number.injectNull(0.3),
                        Arbitraries.of(true, false))
                .as((texts, numbers, data, session, value, replaced) -> new ExperimentEvent(
                        texts.get(0),
                        texts.get(1),
                        texts.get(2),
                        texts.get(3),
                        texts.get(4),
                        texts.get(5),
                        value,
                        data,
                        session,
                        numbers.get(0),
                        replaced,
                        numbers.get(1),
                        texts.get(6),
                        texts.get(7),
                        texts.get(8)));
    }
}
