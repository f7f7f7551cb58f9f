package io.splitstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.contracts.settings.SettingsException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the demo until told to stop; then sends what waits, for at most 5 s, and leaves. */
public final class DemoMain {
    private static final Logger LOG = LoggerFactory.getLogger(DemoMain.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private DemoMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            run(DemoSettings.load(System.getenv()));
        } catch (SettingsException | IllegalStateException e) {
            LOG.error("the demo cannot run: {}", e.getMessage());
            System.exit(1);
        }
    }

    private static void run(DemoSettings settings) throws IOException, InterruptedException {
        JsonNode credentials =
                new ObjectMapper().readTree(settings.credentials().toFile());
        String api = text(credentials, "/api");
        HttpPort http = new JdkHttp(text(credentials, "/tokens/admin"));
        EventOutbox outbox = new EventOutbox(http, text(credentials, "/edge"));
        List<Scenario> scenarios = Scenario.all();
        ExperimentSetup setup = new ExperimentSetup(http, api);
        List<Thread> users = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            LiveExperiment experiment = setup.ensure(scenario);
            double usersPerSecond = settings.eventsPerSecond() / (scenario.expectedEvents() * scenarios.size());
            Traffic traffic = new Traffic(
                    http,
                    api,
                    experiment,
                    outbox,
                    InstantSource.system(),
                    settings.burstUsers(),
                    Duration.ofNanos((long) (1e9 / usersPerSecond)));
            for (int lane = 0; lane < Traffic.LANES; lane++) {
                users.add(thread("users-" + scenario.key() + "-" + lane, traffic::run));
            }
        }
        Thread sender = thread("outbox", outbox::run);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(users, outbox, sender), "stop"));
        sender.start();
        users.forEach(Thread::start);
        LOG.info("{} experiments have traffic", scenarios.size());
        sender.join();
    }

    private static void stop(List<Thread> users, EventOutbox outbox, Thread sender) {
        users.forEach(Thread::interrupt);
        outbox.close();
        try {
            sender.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A part of the demo with a thread of its own. */
    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }

    private static Thread thread(String name, Task task) {
        return new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
    }

    private static String text(JsonNode credentials, String pointer) {
        String value = credentials.at(pointer).asText();
        if (value.isEmpty()) {
            throw new IllegalStateException("the credentials file has no " + pointer);
        }
        return value;
    }
}
