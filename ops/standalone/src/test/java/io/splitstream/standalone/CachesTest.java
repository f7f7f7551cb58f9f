package io.splitstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachesTest {
    @Test
    void directory_chosen_isTheChosenOne() {
        assertThat(Caches.directory(Map.of("SPLITSTREAM_CACHE", "/c", "HOME", "/h"), "root"))
                .isEqualTo(Path.of("/c"));
    }

    @Test
    void directory_root_isWhereOtherAccountsCanRead() {
        assertThat(Caches.directory(Map.of("HOME", "/root"), "root")).isEqualTo(Path.of("/var/cache/splitstream"));
    }

    @Test
    void directory_anyoneElse_isTheirOwnCache() {
        assertThat(Caches.directory(Map.of("HOME", "/h"), "me")).isEqualTo(Path.of("/h/.cache/splitstream"));
        assertThat(Caches.directory(Map.of("HOME", "/h", "XDG_CACHE_HOME", "/x"), "me"))
                .isEqualTo(Path.of("/x/splitstream"));
    }
}
