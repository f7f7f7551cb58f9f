package io.splitstream.edge.intake;

import io.splitstream.contracts.event.EventEncoder;
import io.splitstream.edge.record.RecordBatch;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * From a body to records that may be appended, or the reasons why not, in one pass over its bytes. For one event loop.
 *
 * <p>A story: a client starts an experiment, is told that it runs, and sends an event within the millisecond. The
 * definition is in the topic by then, but this edge may not have read it. So a refusal that a newer definition could
 * turn is {@linkplain #doubtful in doubt}: whoever asked waits for one {@link DefinitionCatchUp}, which all such
 * refusals share, and asks again; what that confirms holds for a second, so that a client that insists costs nothing.
 */
public final class EventIntake {
    private final Context context;
    private final EventJudge judge;
    private final EventIds ids = new EventIds(new RandomBits());
    private final EventFields fields = new EventFields();
    private final EventEncoder encoder = new EventEncoder();
    private final EventReader reader = new EventReader(fields, this::take);
    private @Nullable EventOrigin origin;
    private @Nullable RecordBatch batch;

    /**
     * What the intakes of all event loops share.
     *
     * @param confirmed experiments of which a refusal was confirmed lately
     */
    public record Context(DefinitionRegistry registry, DefinitionCatchUp definitions, RecentExperiments confirmed) {}

    public EventIntake(Context context) {
        this.context = context;
        this.judge = new EventJudge(context.registry);
    }

    /**
     * Reads and judges a body.
     *
     * @param body holds it in its first {@code length} bytes
     * @param into empty; gets the admitted events
     */
    public Intake read(BodyForm form, byte[] body, int length, EventOrigin from, RecordBatch into) {
        origin = from;
        batch = into;
        fields.begin(from);
        return reader.read(form, body, length);
    }

    /** The experiments of refusals that a newer definition could turn, as far as that was not ruled out lately. */
    public Set<String> doubtful(Intake intake) {
        if (!(intake instanceof Intake.Judged judged) || judged.refused().isEmpty()) {
            return Set.of();
        }
        Set<String> doubtful = new LinkedHashSet<>();
        for (Rejection refused : judged.refused()) {
            if (refused.revisable()
                    && !(context.registry.isLoaded() && context.confirmed.contains(refused.experimentId()))) {
                doubtful.add(refused.experimentId());
            }
        }
        return doubtful;
    }

    /** Brings the definitions up to date; see {@link DefinitionCatchUp#catchUp}. */
    public CompletableFuture<Void> catchUp() {
        return context.definitions.catchUp();
    }

    /** Says that what is still refused after a catch-up is refused for good, for now. */
    public void confirm(Set<String> experimentIds) {
        context.confirmed.addAll(experimentIds);
    }

    /** What to say of a body with refusals that nobody could confirm: the client shall come again. */
    public static Refusal unconfirmed(Intake.Judged judged) {
        String experiment = judged.refused().stream()
                .filter(Rejection::revisable)
                .map(Rejection::experimentId)
                .findFirst()
                .orElse("");
        return new Refusal(
                RefusalCode.UNAVAILABLE, "the definition of experiment " + experiment + " cannot be checked right now");
    }

    private @Nullable Refusal take(int index) {
        EventOrigin of = origin;
        RecordBatch into = batch;
        if (of == null || into == null) {
            throw new IllegalStateException("an event without a request");
        }
        Refusal refusal = judge.judge(fields, of.workspaceId());
        if (refusal != null) {
            return refusal;
        }
        if (!fields.eventId().isPresent()) {
            ids.identify(of, index, fields.eventId());
        }
        byte[] out = into.reserve(encoder.mostBytes(fields));
        int end = encoder.encode(fields, out, into.size());
        into.add(encoder.userFrom(), fields.userId().length(), end);
        return null;
    }
}
