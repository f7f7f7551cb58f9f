package io.splitstream.standalone;

import io.splitstream.standalone.flink.JobKeeper;
import io.splitstream.standalone.process.Progress;
import io.splitstream.standalone.process.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits until all is ready and says so, once; until then says now and then what is still awaited. */
final class Announcer implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supervisor supervisor;
    private final JobKeeper keeper;
    private final Stack stack;
    private final DataDirectory data;
    private final Progress progress;

    Announcer(Supervisor supervisor, JobKeeper keeper, Stack stack, DataDirectory data, Progress progress) {
        this.supervisor = supervisor;
        this.keeper = keeper;
        this.stack = stack;
        this.data = data;
        this.progress = progress;
    }

    @Override
    public void run() {
        try {
            long told = System.nanoTime();
            for (List<String> missing = missing(); !missing.isEmpty(); missing = missing()) {
                if (System.nanoTime() - told > PATIENCE.toNanos()) {
                    told = System.nanoTime();
                    progress.say(
                            "still waiting for " + String.join(", ", missing) + " (logs: " + data.at("logs") + ")");
                }
                Thread.sleep(LOOK.toMillis());
            }
            progress.say("all ready");
            System.out.print(announcement());
            System.out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>(supervisor.notReady());
        if (!keeper.allRunning()) {
            missing.add("stream jobs");
        }
        return missing;
    }

    private String announcement() {
        Path credentials = data.credentials();
        return """

                Splitstream is ready.

                  API and live page   %1$s/
                  events              %2$s
                  ClickHouse          %3$s  (user %4$s)
                  credentials         %5$s
                  logs                %6$s

                Try it:

                  TOKEN=$(node -p 'require("%5$s").tokens.admin')
                  curl -s -H "Authorization: Bearer $TOKEN" %1$s/api/experiments

                Ctrl-C stops everything; what was stored stays in %7$s.

                """.formatted(
                        stack.apiUrl(),
                        stack.edgeUrl(),
                        stack.clickHouse().url(),
                        stack.clickHouse().reader(),
                        credentials,
                        data.at("logs"),
                        data.root());
    }
}
