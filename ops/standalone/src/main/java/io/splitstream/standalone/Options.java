package io.splitstream.standalone;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param data where everything that outlives a stop is kept; absolute
 * @param ports where the processes listen
 * @param demo whether simulated traffic is wanted
 * @param engine the ClickHouse engine's library; null if a ClickHouse server is used
 */
record Options(
        Path data, Ports ports, boolean demo, @Nullable Path engine) {

    /**
     * Reads {@code --data DIR [--port-offset N] [--demo] [--engine FILE]}.
     *
     * @throws IllegalArgumentException saying what is wrong with them
     */
    static Options parse(List<String> arguments) {
        Path data = null;
        Path engine = null;
        int offset = 0;
        boolean demo = false;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            switch (option) {
                case "--demo" -> demo = true;
                case "--data" -> data = path(arguments, ++i, option);
                case "--engine" -> engine = path(arguments, ++i, option);
                case "--port-offset" -> offset = number(arguments, ++i, option);
                default ->
                    throw new IllegalArgumentException("unknown option " + option
                            + " (expected: --data DIR, --port-offset N, --demo, --engine FILE)");
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("--data DIR is missing");
        }
        return new Options(data, new Ports(offset), demo, engine);
    }

    private static Path path(List<String> arguments, int index, String option) {
        return Path.of(value(arguments, index, option)).toAbsolutePath().normalize();
    }

    private static int number(List<String> arguments, int index, String option) {
        String text = value(arguments, index, option);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": " + text + " (expected: a whole number)", e);
        }
    }

    private static String value(List<String> arguments, int index, String option) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return arguments.get(index);
    }
}
