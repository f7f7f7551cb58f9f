package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.EdgeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Edges under load while something is done to them, and the judgement at the end. For one thread. */
final class Trial implements AutoCloseable {
    /** What an edge may take from SIGTERM to its end. */
    static final Duration DRAINS_WITHIN = Duration.ofSeconds(5);

    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);

    private final String title;
    private final List<EdgeProcess> edges;
    private final CrashLoad load;
    private final TopicAudit audit;
    private final List<Books> books = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long longestDrainMillis;
    private int times;

    /**
     * Starts the load.
     *
     * @param edges that are live
     */
    Trial(String title, CrashBed bed, List<EdgeProcess> edges, Load load) {
        this.title = title;
        this.edges = List.copyOf(edges);
        Shots shots = new Shots(load.name, CrashBed.SECRET, load.mostEvents);
        this.audit = new TopicAudit(bed.broker().bootstrapServers(), shots.prefix());
        edges.forEach(edge -> books.add(new Books(edge)));
        List<Integer> ports =
                edges.stream().map(edge -> edge.address().getPort()).toList();
        this.load = new CrashLoad(shots, ports, load.clients, load.longestPauseMillis, load.seed);
    }

    /**
     * What clients do.
     *
     * @param name of their events' users; no other trial's
     * @param mostEvents of a request
     * @param longestPauseMillis between two requests of a client
     */
    record Load(String name, int clients, int mostEvents, int longestPauseMillis, long seed) {}

    /**
     * Requests that may go without an answer when an edge is killed: a client may be cut off with its request, and once
     * more with the next connection, which the kernel opened and no process will accept.
     */
    static long mostBroken(int clients, int kills) {
        return 2L * clients * kills;
    }

    Acknowledged acknowledged() {
        return load.acknowledged();
    }

    /** Waits until so many more requests were acknowledged; whether they were. */
    boolean awaitRequests(long more, Duration limit) throws InterruptedException {
        return load.awaitRequests(more, limit);
    }

    /** Waits until so many more requests were refused; a fault if they are not. */
    void awaitRefusals(long more, Duration limit) throws InterruptedException {
        long target = acknowledged().refused() + more;
        long deadline = System.nanoTime() + limit.toNanos();
        while (acknowledged().refused() < target) {
            if (System.nanoTime() > deadline) {
                faults.add("no refusals within " + limit + " where there ought to be no room");
                return;
            }
            Thread.sleep(10);
        }
    }

    /** Something was done to the edges. */
    void count() {
        times++;
    }

    /** An edge ended after SIGTERM, in its time or not. */
    void drained(Duration took) {
        longestDrainMillis = Math.max(longestDrainMillis, took.toMillis());
        if (took.compareTo(DRAINS_WITHIN) > 0) {
            faults.add("a drain took " + took.toMillis() + " ms (expected: at most " + DRAINS_WITHIN.toMillis() + ")");
        }
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    /**
     * Ends the load and reads the topic; the broker and the edges must be up.
     *
     * @param mostBroken requests that may have gone without an answer
     */
    CrashOutcome judge(long mostBroken) throws InterruptedException {
        load.stop();
        for (EdgeProcess edge : edges) {
            edge.awaitReady();
        }
        Acknowledged told = load.acknowledged();
        TopicAudit.Finding found = audit.read(told.users(), SETTLES_WITHIN);
        long scrapes = 0;
        for (Books book : books) {
            book.stop();
            scrapes += book.scrapes();
            expectNone(book.wrong(), "scrapes did not balance");
        }
        expectNone(found.missing(), "acknowledged events are not in the topic");
        expectNone(found.doubled(), "events are in the topic under two identities");
        expectNone(told.wrongAnswers().size(), "sorts of answers that no request may get: " + told.wrongAnswers());
        if (told.broken() > mostBroken) {
            faults.add(told.broken() + " requests were not answered (expected: at most " + mostBroken + "): "
                    + told.reasons());
        }
        if (found.acked() == 0) {
            faults.add("nothing was acknowledged");
        }
        return new CrashOutcome(
                title,
                times,
                found.acked(),
                found.missing(),
                found.doubled(),
                found.copies(),
                told.refused(),
                told.unknown(),
                told.broken(),
                scrapes,
                longestDrainMillis,
                faults);
    }

    @Override
    public void close() {
        load.close();
        audit.close();
        books.forEach(Books::end);
        edges.forEach(EdgeProcess::close);
    }

    private void expectNone(long count, String what) {
        if (count > 0) {
            faults.add(count + " " + what);
        }
    }
}
