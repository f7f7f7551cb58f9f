package io.splitstream.standalone.service;

import io.splitstream.standalone.process.JavaCommand;
import io.splitstream.standalone.process.Launch;
import io.splitstream.standalone.process.Part;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * A service of ours as a part of the stack.
 *
 * @param name of the part
 * @param uses the parts it works with
 * @param command how it is started
 * @param environment its settings
 * @param readiness when it is ready
 */
public record JavaService(
        String name, Set<String> uses, JavaCommand command, Map<String, String> environment, Readiness readiness)
        implements Part {
    public JavaService {
        uses = Set.copyOf(uses);
        environment = Map.copyOf(environment);
    }

    @Override
    public Launch launch() {
        return command.launch(environment);
    }

    @Override
    public boolean isReady() throws IOException, InterruptedException {
        return readiness.isReady();
    }

    @Override
    public String marker() {
        return command.marker();
    }
}
