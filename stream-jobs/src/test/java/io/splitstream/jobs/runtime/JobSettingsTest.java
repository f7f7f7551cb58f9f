package io.splitstream.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.settings.SettingsException;
import io.splitstream.jobs.core.StateLifetimes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
    @Test
    void load_onlyWhatIsRequired_fillsInTheRest() {
        JobSettings settings = JobSettings.load(Map.of(
                "SPLITSTREAM_CLICKHOUSE_PASSWORD", "correct horse",
                "SPLITSTREAM_JOBS_CHECKPOINT_DIR", "file:///var/lib/checkpoints"));

        assertThat(settings.parallelism()).isEqualTo(2);
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.acceptsMissingEvents()).isFalse();
        assertThat(settings.archiveBatchRows()).isEqualTo(20_000);
        assertThat(settings.stateLifetimes()).isEqualTo(StateLifetimes.USUAL);
        assertThat(settings.toString()).doesNotContain("correct horse");
    }

    @Test
    void load_latenessBeyondTheDedupeWindow_saysSo() {
        assertThatThrownBy(() -> JobSettings.load(Map.of(
                        "SPLITSTREAM_CLICKHOUSE_PASSWORD", "correct horse",
                        "SPLITSTREAM_JOBS_CHECKPOINT_DIR", "file:///var/lib/checkpoints",
                        "SPLITSTREAM_JOBS_DEDUPE_WINDOW", "2d",
                        "SPLITSTREAM_JOBS_LATENESS", "3d")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SPLITSTREAM_JOBS_LATENESS")
                .hasMessageContaining("at most SPLITSTREAM_JOBS_DEDUPE_WINDOW");
    }

    @Test
    void load_severalMistakes_namesThemAll() {
        assertThatThrownBy(() -> JobSettings.load(Map.of(
                        "SPLITSTREAM_JOBS_PARALLELISM", "0",
                        "SPLITSTREAM_JOBS_DEDUPE_WINDOW", "1h",
                        "SPLITSTREAM_JOBS_USERS_KEPT", "24h")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SPLITSTREAM_JOBS_DEDUPE_WINDOW: 1h")
                .hasMessageContaining("SPLITSTREAM_JOBS_USERS_KEPT: 24h")
                .hasMessageContaining("SPLITSTREAM_JOBS_PARALLELISM: 0 (expected: a whole number from 1 to 128)")
                .hasMessageContaining("SPLITSTREAM_CLICKHOUSE_PASSWORD")
                .hasMessageContaining("SPLITSTREAM_JOBS_CHECKPOINT_DIR");
    }
}
