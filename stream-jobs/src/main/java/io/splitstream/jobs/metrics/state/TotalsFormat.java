package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readInteger;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeInteger;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.jobs.metrics.core.Exposure;
import io.splitstream.jobs.metrics.core.Journal;
import io.splitstream.jobs.metrics.core.Session;
import io.splitstream.jobs.metrics.core.Sessions;
import io.splitstream.jobs.metrics.core.TypeTotals;
import io.splitstream.jobs.metrics.core.UserTotals;
import io.splitstream.jobs.metrics.core.UserTotals.Enrolled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of {@link UserTotals}: equal totals have equal bytes. */
final class TotalsFormat {
    private TotalsFormat() {}

    /** Writes totals: exposures, totals by type, sessions, assignment, journal, counts of copies and late events. */
    static void write(UserTotals value, DataOutputView out) throws IOException {
        writeLong(out, value.exposures().size());
        for (Exposure exposure : value.exposures()) {
            writeText(out, exposure.variantId());
            writeLong(out, exposure.firstSeen());
        }
        writeLong(out, value.types().size());
        for (TypeTotals totals : value.types()) {
            writeText(out, totals.eventType());
            writeLong(out, totals.count());
            writeLong(out, totals.valued());
            writeInteger(out, totals.sum());
        }
        writeSessions(value.sessions(), out);
        Enrolled enrolled = value.enrolled();
        out.writeBoolean(enrolled != null);
        if (enrolled != null) {
            writeLong(out, enrolled.assignedAt());
            writeLong(out, enrolled.weightEpoch());
            NumbersFormat.write(enrolled.numbers(), out);
        }
        writeJournal(value.journal(), out);
        writeLong(out, value.duplicates());
        writeLong(out, value.late());
    }

    /** Reads what {@link #write} wrote. */
    static UserTotals read(DataInputView in) throws IOException {
        return read(in, true);
    }

    /** Reads what the first version wrote: it knew neither numbers of an assignment nor single events. */
    static UserTotals readWithoutDetail(DataInputView in) throws IOException {
        return read(in, false);
    }

    private static UserTotals read(DataInputView in, boolean withDetail) throws IOException {
        int exposureCount = readInt(in);
        List<Exposure> exposures = new ArrayList<>(exposureCount);
        for (int i = 0; i < exposureCount; i++) {
            exposures.add(new Exposure(readText(in), readLong(in)));
        }
        int typeCount = readInt(in);
        List<TypeTotals> types = new ArrayList<>(typeCount);
        for (int i = 0; i < typeCount; i++) {
            types.add(new TypeTotals(readText(in), readLong(in), readLong(in), readInteger(in)));
        }
        Sessions sessions = readSessions(in);
        Enrolled enrolled = in.readBoolean() ? readEnrolled(in, withDetail) : null;
        Journal journal = withDetail ? readJournal(in) : Journal.NONE;
        return new UserTotals(exposures, types, sessions, journal, enrolled, readLong(in), readLong(in));
    }

    private static Enrolled readEnrolled(DataInputView in, boolean withDetail) throws IOException {
        return new Enrolled(
                readLong(in), readInt(in), withDetail ? NumbersFormat.read(in) : Collections.emptySortedMap());
    }

    /** The number of events, then per event the time since the one before, its type and value. */
    private static void writeJournal(Journal journal, DataOutputView out) throws IOException {
        List<Journal.Entry> entries = journal.entries();
        writeLong(out, entries.size());
        long before = 0;
        for (Journal.Entry entry : entries) {
            writeLong(out, entry.timestamp() - before);
            before = entry.timestamp();
            writeText(out, entry.eventType());
            Long amount = entry.value();
            out.writeBoolean(amount != null);
            if (amount != null) {
                writeLong(out, amount);
            }
        }
    }

    private static Journal readJournal(DataInputView in) throws IOException {
        int size = readInt(in);
        List<Journal.Entry> entries = new ArrayList<>(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            before += readLong(in);
            entries.add(new Journal.Entry(before, readText(in), in.readBoolean() ? Long.valueOf(readLong(in)) : null));
        }
        return Journal.of(entries);
    }

    /** Sessions: the settled ones' numbers, then per open one its start, length, events and impressions. */
    private static void writeSessions(Sessions sessions, DataOutputView out) throws IOException {
        writeLong(out, sessions.settled());
        writeLong(out, sessions.settledBounces());
        writeLong(out, sessions.open().size());
        for (Session session : sessions.open()) {
            writeLong(out, session.start());
            writeLong(out, session.end() - session.start());
            writeLong(out, session.events());
            writeLong(out, session.impressions());
        }
    }

    private static Sessions readSessions(DataInputView in) throws IOException {
        long settled = readLong(in);
        long settledBounces = readLong(in);
        int count = readInt(in);
        List<Session> open = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long start = readLong(in);
            open.add(new Session(start, start + readLong(in), readLong(in), readLong(in)));
        }
        return new Sessions(open, settled, settledBounces);
    }
}
