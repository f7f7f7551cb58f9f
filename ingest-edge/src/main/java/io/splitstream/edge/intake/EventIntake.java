package io.splitstream.edge.intake;

import io.splitstream.contracts.event.EventEncoder;
import io.splitstream.edge.record.RecordBatch;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The intake of experiments' events, in one pass over a body's bytes. For one event loop. */
public final class EventIntake implements BodyIntake {
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
    public record Context(DefinitionRegistry registry, CatchUp definitions, RecentExperiments confirmed) {}

    public EventIntake(Context context) {
        this.context = context;
        this.judge = new EventJudge(context.registry);
    }

    @Override
    public Intake read(BodyForm form, byte[] body, int length, EventOrigin from, RecordBatch into) {
        origin = from;
        batch = into;
        fields.begin(from);
        return reader.read(form, body, length);
    }

    @Override
    public Set<String> doubtful(Intake intake) {
        return context.confirmed.unknownOf(intake, context.registry.isLoaded());
    }

    @Override
    public CompletableFuture<Void> catchUp() {
        return context.definitions.catchUp();
    }

    @Override
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
