package io.splitstream.edge.intake;

import java.util.List;

/** What came of reading and judging a body. */
public sealed interface Intake {
    /**
     * The body is a sequence of events, each judged on its own; those admitted are in the batch, in the body's order.
     *
     * @param events how many there are, 1 or more
     * @param refused those that were not admitted, in order
     */
    record Judged(int events, List<Rejection> refused) implements Intake {
        public Judged {
            refused = List.copyOf(refused);
        }

        /** How many were admitted. */
        public int admitted() {
            return events - refused.size();
        }
    }

    /** The body as a whole cannot be read. */
    record Unreadable(Refusal refusal) implements Intake {}
}
