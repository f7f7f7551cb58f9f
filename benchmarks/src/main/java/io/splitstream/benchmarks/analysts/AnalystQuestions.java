package io.splitstream.benchmarks.analysts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions that {@code docs/analysts.md} answers, with their SQL as it stands there. */
public final class AnalystQuestions {
    private static final String PAGE = "/docs/analysts.md";
    private static final Pattern QUESTION =
            Pattern.compile("^### (\\d+)\\. (.+?)$(.*?)^```sql$(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private AnalystQuestions() {}

    /**
     * A question.
     *
     * @param sql with the parameter {@code {experiment:String}}, if it is about one
     */
    public record Question(int number, String words, String sql) {
        @Override
        public String toString() {
            return number + ". " + words;
        }
    }

    /** All of them, in their order. */
    public static List<Question> read() {
        try (var stream = AnalystQuestions.class.getResourceAsStream(PAGE)) {
            if (stream == null) {
                throw new IllegalStateException(PAGE + " is missing from the class path");
            }
            Matcher found = QUESTION.matcher(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            List<Question> questions = new ArrayList<>();
            while (found.find()) {
                questions.add(new Question(
                        Integer.parseInt(found.group(1)),
                        found.group(2),
                        found.group(4).strip()));
            }
            return questions;
        } catch (IOException e) {
            throw new UncheckedIOException(PAGE + " cannot be read", e);
        }
    }
}
