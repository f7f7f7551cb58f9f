package io.splitstream.standalone;

import io.splitstream.contracts.settings.SettingsException;
import io.splitstream.standalone.credentials.DevCredentials;
import io.splitstream.standalone.credentials.DevTokens;
import io.splitstream.standalone.credentials.Secrets;
import io.splitstream.standalone.credentials.SecretsFile;
import io.splitstream.standalone.flink.JobKeeper;
import io.splitstream.standalone.flink.JobManager;
import io.splitstream.standalone.process.Progress;
import io.splitstream.standalone.process.Supervisor;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * Runs the whole stack on one machine until SIGTERM or Ctrl-C; then stops it and exits with 0. Exits with 1 if it
 * cannot start, having said why.
 *
 * <p>The main thread supervises; it never ends before the process does, for the children are tied to it.
 */
public final class StandaloneMain {
    private StandaloneMain() {}

    /** See {@link Options#parse}. */
    public static void main(String[] arguments) throws InterruptedException {
        Progress progress = new Progress(System.out, System.nanoTime());
        try {
            run(Options.parse(List.of(arguments)), progress);
        } catch (IllegalArgumentException | SettingsException | IOException e) {
            System.err.println("ops/up: " + e.getMessage());
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Options options, Progress progress) throws IOException, InterruptedException {
        StandaloneSettings settings = StandaloneSettings.load(System.getenv());
        DataDirectory data = new DataDirectory(options.data());
        data.create();
        Secrets secrets = new SecretsFile(data.at("secrets.json"), new SecureRandom()).obtain();
        Stack stack = new Stack(options, settings, data, secrets);
        Supervisor supervisor = new Supervisor(stack.parts(), data.runFiles(), progress);
        supervisor.endOrphans();
        PortCheck.requireFree(options.ports());
        credentials(stack, secrets).write(data.credentials());

        JobKeeper keeper = new JobKeeper(
                stack.flinkRest(),
                stack.jobsJar(),
                stack.checkpoints(),
                () -> supervisor.starts(JobManager.NAME),
                () -> supervisor.isReady(JobManager.NAME)
                        && stack.stores().stream().allMatch(supervisor::isReady),
                progress);
        Thread keeping = daemon("job-keeper", keeper);
        Thread announcing = daemon("announcer", new Announcer(supervisor, keeper, stack, data, progress));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            progress.say("stopping");
                            keeping.interrupt();
                            announcing.interrupt();
                            stop(supervisor);
                            progress.say("stopped");
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
        keeping.start();
        announcing.start();
        supervisor.run();
    }

    private static void stop(Supervisor supervisor) {
        try {
            supervisor.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DevCredentials credentials(Stack stack, Secrets secrets) {
        ClickHouseAddress clickHouse = stack.clickHouse();
        return new DevCredentials(
                stack.apiUrl(),
                stack.edgeUrl(),
                clickHouse.url(),
                clickHouse.reader(),
                clickHouse.readerPassword(),
                DevTokens.mint(secrets.jwtSecret(), Instant.now()),
                secrets.apiKey(),
                secrets.cronSecret());
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
