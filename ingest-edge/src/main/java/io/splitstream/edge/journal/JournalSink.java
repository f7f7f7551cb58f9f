package io.splitstream.edge.journal;

import io.splitstream.edge.record.RecordBatch;
import io.splitstream.edge.ring.EventSink;
import io.splitstream.edge.ring.Fate;
import io.splitstream.edge.ring.Submission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends a ring's records to the journal; all requests that wait share one force to disk. Used by the ring's thread. */
public final class JournalSink implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(JournalSink.class);
    /** Requests that share a force at most, so that none waits for a long row of others. */
    private static final int MOST_TOGETHER = 1024;

    private final Journal journal;
    private final List<Submission> unforced = new ArrayList<>();
    /** Segments abandoned when the first of these was appended; the rings share the journal, so others may abandon more. */
    private int abandonedBefore;

    public JournalSink(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void send(RecordBatch records, Submission submission) {
        if (unforced.isEmpty()) {
            abandonedBefore = journal.abandoned();
        }
        if (!journal.append(records)) {
            submission.settle(Fate.NOT_SENT, submission.records());
            return;
        }
        unforced.add(submission);
        if (unforced.size() == MOST_TOGETHER) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (unforced.isEmpty()) {
            return;
        }
        Fate fate = force();
        for (Submission submission : unforced) {
            submission.settle(fate, submission.records());
        }
        unforced.clear();
    }

    private Fate force() {
        try {
            journal.force();
        } catch (IOException e) {
            LOG.error("the journal cannot be forced to disk", e);
            return Fate.UNKNOWN;
        }
        return journal.abandoned() == abandonedBefore ? Fate.ACKED : Fate.UNKNOWN;
    }
}
