package io.splitstream.benchmarks.json;

import io.splitstream.benchmarks.edge.EdgeLoad;
import io.splitstream.edge.intake.BodyForm;
import io.splitstream.edge.intake.DefinitionRegistry;
import io.splitstream.edge.intake.EventIntake;
import io.splitstream.edge.intake.EventOrigin;
import io.splitstream.edge.intake.Intake;
import io.splitstream.edge.intake.RecentExperiments;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import java.util.concurrent.CompletableFuture;

/** The edge's own intake: it also checks every field, judges by the definition, and writes the Avro record. */
final class EdgeReader implements ArrayReader {
    private final EventIntake intake;
    private final RecordBatch records = new RecordBatch(new BufferPool(1 << 20));
    private final EventOrigin origin = new EventOrigin(
            EdgeLoad.WORKSPACE, "collect", "other", "127.0.0.0", System.currentTimeMillis(), null, null);

    EdgeReader() {
        DefinitionRegistry registry = new DefinitionRegistry();
        registry.accept(EdgeLoad.definition());
        registry.markLoaded();
        intake = new EventIntake(new EventIntake.Context(
                registry,
                () -> CompletableFuture.completedFuture(null),
                RecentExperiments.confirmed(System::nanoTime)));
    }

    @Override
    public long read(byte[] body) {
        records.clear();
        Intake read = intake.read(BodyForm.STREAM, body, body.length, origin, records);
        if (!(read instanceof Intake.Judged judged) || !judged.refused().isEmpty()) {
            throw new IllegalStateException("the edge refused what it is measured with: " + read);
        }
        return records.size();
    }
}
