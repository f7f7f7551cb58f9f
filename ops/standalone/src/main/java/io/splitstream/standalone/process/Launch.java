package io.splitstream.standalone.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param command program and arguments
 * @param environment added to the supervisor's own
 */
public record Launch(List<String> command, Map<String, String> environment) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * The same process in a session of its own, where the terminal's Ctrl-C does not reach it, and signalled by the
     * kernel when the supervisor dies. Both helpers replace themselves, so that the pid stays the process's own.
     */
    Launch tiedToSupervisor(String signalOnItsDeath) {
        List<String> tied = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", signalOnItsDeath));
        tied.addAll(command);
        return new Launch(tied, environment);
    }
}
