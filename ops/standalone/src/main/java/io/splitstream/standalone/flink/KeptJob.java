package io.splitstream.standalone.flink;

import io.splitstream.standalone.flink.Checkpoints.Checkpoint;
import java.util.Optional;
import java.util.UUID;

/** What the keeper remembers of one job: the id of the present submission, and what it has told about it. */
final class KeptJob {
    private final StreamJob job;
    private final Checkpoints checkpoints;
    private String id = newId();
    private String origin = "";
    private String told = "";
    private boolean running;

    KeptJob(StreamJob job, Checkpoints checkpoints) {
        this.job = job;
        this.checkpoints = checkpoints;
    }

    String name() {
        return job.name();
    }

    String entryClass() {
        return job.entryClass();
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    /** The present submission's id, 32 hexadecimal digits. */
    String id() {
        return id;
    }

    /** The present submission has ended, or nobody knows of it any more: the next one gets another id. */
    void forget() {
        id = newId();
        running = false;
    }

    void submitted(Optional<Checkpoint> from) {
        origin =
                from.map(checkpoint -> "from checkpoint " + checkpoint.number()).orElse("from the beginning");
    }

    /** What to say when the job is seen running for the first time since it was submitted. */
    Optional<String> nowRunning() {
        if (running) {
            return Optional.empty();
        }
        running = true;
        told = "";
        return Optional.of(name() + " running, " + origin);
    }

    /** What to say of a failed round; empty if the same was said last. */
    Optional<String> trouble(String message) {
        if (message.equals(told)) {
            return Optional.empty();
        }
        told = message;
        return Optional.of(name() + " is not running: " + message);
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
