package io.splitstream.standalone.demo;

import io.splitstream.standalone.demo.HttpPort.Answer;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request until it has an answer that will not change: through restarts of the other side, and as slowly as it
 * asks. Waits double from 250 ms up to 5 s. Safe for use by several threads.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Patience() {}

    /** One try. */
    @FunctionalInterface
    interface Try {
        Answer once() throws IOException, InterruptedException;
    }

    /**
     * Tries until there is a lasting answer.
     *
     * @param what for the log: what is being tried
     * @throws InterruptedException if the demo ends meanwhile
     */
    static Answer until(String what, Try attempt) throws InterruptedException {
        Duration wait = FIRST;
        boolean told = false;
        while (true) {
            String trouble;
            Duration pause = wait;
            try {
                Answer answer = attempt.once();
                if (!answer.isPassing()) {
                    return answer;
                }
                trouble = answer.code();
                Duration asked = answer.retryAfter();
                if (asked != null && asked.compareTo(pause) > 0) {
                    pause = asked;
                }
            } catch (IOException e) {
                trouble = e.toString();
            }
            if (!told && wait.equals(LONGEST)) {
                told = true;
                LOG.warn("{} does not go through ({}); trying on every {} s", what, trouble, LONGEST.toSeconds());
            }
            Thread.sleep(pause.toMillis());
            wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        }
    }
}
