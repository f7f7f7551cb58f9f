package io.splitstream.edge.intake;

import io.splitstream.edge.record.RecordBatch;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * From a body to records that may be appended, or the reasons why not. For one event loop.
 *
 * <p>A story: a client starts an experiment, is told that it runs, and sends an event within the millisecond. The
 * definition is in the topic by then, but this edge may not have read it. So a refusal that newer knowledge could turn
 * is {@linkplain #doubtful in doubt}: whoever asked waits for one {@link CatchUp}, which all such refusals share, and
 * asks again; what that confirms holds for a second, so that a client that insists costs nothing.
 */
public interface BodyIntake {
    /**
     * Reads and judges a body.
     *
     * @param body holds it in its first {@code length} bytes
     * @param into empty; gets the admitted events
     */
    Intake read(BodyForm form, byte[] body, int length, EventOrigin from, RecordBatch into);

    /** What refusals are of that newer knowledge could turn, as far as that was not ruled out lately. */
    Set<String> doubtful(Intake intake);

    /** Brings what is known up to date; see {@link CatchUp#catchUp}. */
    CompletableFuture<Void> catchUp();

    /** Says that what is still refused after a catch-up is refused for good, for now. */
    void confirm(Set<String> subjects);
}
