package io.splitstream.contracts.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SiteCodec codec = new SiteCodec();

    @Test
    void decode_ofWhatWasEncoded_isTheSameSite() throws IOException {
        Site site = SampleSites.shop();

        assertThat(codec.decode(codec.encode(site))).isEqualTo(site);
    }

    @Test
    void decode_bytesOfTheFirstRelease_areStillRead() throws IOException {
        assertThat(codec.decode(released())).isEqualTo(SampleSites.shop());
    }

    @Test
    void encode_writesWhatTheFirstReleaseWrote() throws IOException {
        assertThat(JSON.readTree(codec.encode(SampleSites.shop()))).isEqualTo(JSON.readTree(released()));
    }

    @Test
    void decode_namesOfALaterRelease_areIgnored_andNoSettingsAreTheDefault() throws IOException {
        JsonNode later = JSON.readTree(released());
        ((com.fasterxml.jackson.databind.node.ObjectNode) later)
                .put("later", true)
                .remove("settings");

        assertThat(codec.decode(JSON.writeValueAsBytes(later)).settings()).isEqualTo(SiteSettings.DEFAULT);
    }

    @Test
    void decode_whatNoSiteMayBe_isAnIOException() throws IOException {
        String text = new String(released(), StandardCharsets.UTF_8);
        List<String> spoilt = new ArrayList<>(List.of("{", "{}", "null"));
        spoilt.add(text.replace("https://shop.example", "shop.example"));
        spoilt.add(text.replace("\"set_style\"", "\"run_script\""));
        spoilt.add(text.replace("\"/checkout/**\"", "\"checkout\""));

        assertThat(spoilt).allSatisfy(bytes -> assertThatIOException().isThrownBy(() -> {
            Site site = codec.decode(bytes.getBytes(StandardCharsets.UTF_8));
            if (site == null) {
                throw new IOException("nothing");
            }
        }));
    }

    @Test
    void encode_theLongestSite_fitsInARecordOfTheLog() {
        Mutation longest =
                new Mutation("\u20AC".repeat(1_000), MutationAction.SET_CONTENT, "\u20AC".repeat(8_000), null);
        Mutation shortest = new Mutation("p", MutationAction.SET_ATTRIBUTE, "", "a");
        Site few = SampleSites.with(longest, 21);
        Site many = SampleSites.with(shortest, 99 * 13);

        assertThat(few.experiments().get(0).length()).isGreaterThan(190_000);
        assertThat(many.experiments().stream().mapToInt(SiteExperiment::length).sum())
                .isGreaterThan(190_000);
        assertThat(codec.encode(few)).hasSizeLessThan(900_000);
        assertThat(codec.encode(many)).hasSizeLessThan(900_000);
    }

    private static byte[] released() throws IOException {
        try (InputStream stream = SiteCodecTest.class.getResourceAsStream("/site/released/site-1.json")) {
            if (stream == null) {
                throw new IOException("no resource /site/released/site-1.json");
            }
            return stream.readAllBytes();
        }
    }
}
