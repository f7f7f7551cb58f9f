package io.splitstream.contracts.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StudySessionTest {
    private static final long START = 1_760_000_000_000L;
    private static final StudySession OPEN = new StudySession("sess_1", "dev", "job_1", "t", "A", 1, START, null);

    private final StateCodec<StudySession> codec = new StateCodec<>(StudySession.class);

    @Test
    void decode_ofWhatWasEncoded_isTheSameSession() throws IOException {
        StudySession completed = new StudySession("sess_1", "dev", "job_1", "t", "B", 2, START, START + 1);

        assertThat(codec.decode(codec.encode(OPEN))).isEqualTo(OPEN);
        assertThat(codec.decode(codec.encode(completed))).isEqualTo(completed);
        assertThat(new String(codec.encode(OPEN), StandardCharsets.UTF_8))
                .contains("\"tester_id\":\"t\"")
                .doesNotContain("completed_at");
    }

    @Test
    void isOver_aDayAfterCompletionOrAMonthAfterTheStart() {
        long day = StudySession.GRACE.toMillis();
        long month = StudySession.LONGEST.toMillis();
        StudySession completed = new StudySession("sess_1", "dev", "job_1", "t", "A", 2, START, START + 5);

        assertThat(completed.isOver(START + 5 + day)).isFalse();
        assertThat(completed.isOver(START + 6 + day)).isTrue();
        assertThat(OPEN.isOver(START + month)).isFalse();
        assertThat(OPEN.isOver(START + month + 1)).isTrue();
    }
}
