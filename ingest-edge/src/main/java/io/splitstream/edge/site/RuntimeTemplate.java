package io.splitstream.edge.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.splitstream.contracts.site.Goal;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.Site;
import io.splitstream.contracts.site.SiteExperiment;
import io.splitstream.contracts.site.SiteVariant;
import io.splitstream.contracts.site.UrlPattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prebuilt runtime, and the place in it for a site, which it gets as JSON: what {@code runtime/src/site.ts} says.
 * Safe for use by several threads.
 */
public final class RuntimeTemplate {
    private static final String PLACE = "__SPLITSTREAM_SITE__";
    private static final String RESOURCE = "/runtime/runtime.js";

    private final byte[] before;
    private final byte[] behind;
    private final String version;
    private final JsonFactory json =
            new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /**
     * @param text ASCII, with one place for the site
     */
    public RuntimeTemplate(String text) {
        int place = text.indexOf(PLACE);
        if (place < 0 || text.indexOf(PLACE, place + 1) >= 0) {
            throw new IllegalArgumentException("the runtime needs one " + PLACE);
        }
        this.before = text.substring(0, place).getBytes(StandardCharsets.US_ASCII);
        this.behind = text.substring(place + PLACE.length()).getBytes(StandardCharsets.US_ASCII);
        this.version = digest(text);
    }

    /** The runtime that was built into this edge; empty if none was. */
    public static Optional<RuntimeTemplate> built() {
        try (InputStream stream = RuntimeTemplate.class.getResourceAsStream(RESOURCE)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new RuntimeTemplate(new String(stream.readAllBytes(), StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE, e);
        }
    }

    /** Names the runtime: another runtime has another. */
    String version() {
        return version;
    }

    /** The script of a site's running experiments. */
    byte[] running(Site site) {
        List<SiteExperiment> running =
                site.experiments().stream().filter(SiteExperiment::running).toList();
        return script(site, running, null);
    }

    /** The script that shows one variant and does nothing else; it shows nothing if the site has no such variant. */
    byte[] preview(Site site, String variantId) {
        List<SiteExperiment> shown = site.experiments().stream()
                .filter(experiment -> experiment.variants().stream()
                        .anyMatch(variant -> variant.id().equals(variantId)))
                .limit(1)
                .toList();
        return script(site, shown, variantId);
    }

    private byte[] script(Site site, List<SiteExperiment> experiments, @Nullable String previewed) {
        ByteArrayOutputStream script = new ByteArrayOutputStream(before.length + behind.length + 1024);
        script.writeBytes(before);
        try (JsonGenerator out = json.createGenerator(script)) {
            out.writeStartObject();
            out.writeStringField("key", site.publicKey());
            out.writeBooleanField("respectsDoNotTrack", site.settings().respectsDoNotTrack());
            write(out, "preview", previewed);
            out.writeArrayFieldStart("experiments");
            for (SiteExperiment experiment : experiments) {
                write(out, experiment);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        script.writeBytes(behind);
        return script.toByteArray();
    }

    private static void write(JsonGenerator out, SiteExperiment experiment) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", experiment.id());
        write(out, "url", text(experiment.urlPattern()));
        out.writeArrayFieldStart("variants");
        for (SiteVariant variant : experiment.variants()) {
            write(out, variant);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("goals");
        for (Goal goal : experiment.goals()) {
            out.writeStartObject();
            out.writeStringField("name", goal.name());
            out.writeStringField("type", goal.type().word());
            out.writeStringField("event", goal.eventType());
            write(out, "selector", goal.selector());
            write(out, "url", text(goal.urlPattern()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, SiteVariant variant) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", variant.id());
        out.writeNumberField("weight", variant.weight());
        write(out, "redirect", variant.redirectUrl());
        if (!variant.mutations().isEmpty()) {
            out.writeArrayFieldStart("changes");
            for (Mutation mutation : variant.mutations()) {
                out.writeStartObject();
                out.writeStringField("selector", mutation.selector());
                out.writeStringField("action", mutation.action().word());
                out.writeStringField("payload", mutation.payload());
                write(out, "attribute", mutation.attributeName());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String field, @Nullable String text) throws IOException {
        if (text != null) {
            out.writeStringField(field, text);
        }
    }

    private static @Nullable String text(@Nullable UrlPattern pattern) {
        return pattern == null ? null : pattern.text();
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 4));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
