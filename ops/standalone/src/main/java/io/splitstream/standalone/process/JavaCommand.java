package io.splitstream.standalone.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line of a Java process on the supervisor's own JDK.
 *
 * @param classPath entries with colons between
 * @param mainClass what to run
 * @param flags of the JVM, heap bounds among them
 * @param arguments of the main class
 * @param marker tells the process from others by its command line
 */
public record JavaCommand(
        String classPath, String mainClass, List<String> flags, List<String> arguments, String marker) {
    public JavaCommand {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** The process with these variables in its environment. */
    public Launch launch(Map<String, String> environment) {
        return new Launch(command(), environment);
    }

    /** Program and arguments. */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dsplitstream.part=" + marker);
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
