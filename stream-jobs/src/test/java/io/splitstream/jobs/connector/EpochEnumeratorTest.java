package io.splitstream.jobs.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.connector.EpochEnumerator.EpochOpened;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

class EpochEnumeratorTest {
    private final OneThreadContext context = new OneThreadContext();
    private final Queue<Callable<EpochStart>> openings = new ArrayDeque<>();
    private final EpochEnumerator enumerator =
            new EpochEnumerator(context, () -> openings.remove().call());

    @Test
    void addReader_eachTime_handsItAnEpochOfItsOwn() {
        openings.add(() -> new EpochStart(4, 100));
        openings.add(() -> new EpochStart(5, 200));
        register();
        register();
        context.runAll();

        assertThat(context.sent)
                .containsExactly(new EpochOpened(new EpochStart(4, 100)), new EpochOpened(new EpochStart(5, 200)));
    }

    @Test
    void addReader_kafkaAway_triesUntilItIsBack() {
        openings.add(() -> {
            throw new IOException("away");
        });
        openings.add(() -> {
            throw new IOException("still away");
        });
        openings.add(() -> new EpochStart(4, 100));
        register();
        context.runAll();

        assertThat(context.sent).containsExactly(new EpochOpened(new EpochStart(4, 100)));
    }

    @Test
    void opened_readerGone_nobodyGetsTheEpoch() {
        openings.add(() -> new EpochStart(4, 100));
        register();
        context.readers.clear();
        context.runAll();

        assertThat(context.sent).isEmpty();
    }

    private void register() {
        context.readers.put(0, new ReaderInfo(0, "here"));
        enumerator.addReader(0);
    }

    /** Calls in the order they were asked for, when told to. */
    private static final class OneThreadContext implements SplitEnumeratorContext<EpochSplit> {
        private final Map<Integer, ReaderInfo> readers = new HashMap<>();
        private final List<SourceEvent> sent = new ArrayList<>();
        private final Queue<Runnable> calls = new ArrayDeque<>();

        void runAll() {
            for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
                call.run();
            }
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            calls.add(() -> call(callable, handler));
        }

        @SuppressWarnings("NullAway") // a handler takes a result or a failure, the other being null
        private static <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            T result = null;
            Throwable failure = null;
            try {
                result = callable.call();
            } catch (Exception e) {
                failure = e;
            }
            handler.accept(result, failure);
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return readers;
        }

        @Override
        public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
            sent.add(event);
        }

        @Override
        public int currentParallelism() {
            return 1;
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void assignSplits(SplitsAssignment<EpochSplit> assignment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
