package io.splitstream.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.site.Site;
import io.splitstream.contracts.site.WebOrigin;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.intake.CatchUp;
import io.splitstream.edge.intake.RecentExperiments;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.site.Script;
import io.splitstream.edge.site.Scripts;
import io.splitstream.edge.site.SiteRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of sites ask for: their scripts, and leave to send events under their site's public key. Safe for use by
 * several threads.
 *
 * <p>A site may have been made within the millisecond: that a key is unknown is said only after a catch-up, and then
 * holds for a second.
 */
public final class SiteGate {
    private static final String KEY = "k";
    private static final String PREVIEW = "sk_preview";
    private static final String BEARER = "Bearer ";
    /** Browsers ask at every page, and mostly learn that nothing changed: so a paused experiment stops at once. */
    private static final String REVALIDATED = "public, max-age=0, must-revalidate";

    private final Context context;
    private final Answers answers;
    private final Budget answerBytes;

    /**
     * What the edge knows of sites.
     *
     * @param scripts empty where no runtime was built into this edge
     * @param confirmed keys that were found unknown lately
     */
    public record Context(
            SiteRegistry registry, CatchUp feed, RecentExperiments confirmed, Optional<Scripts> scripts) {}

    /**
     * @param answerBytes of large answers, until they are written
     */
    SiteGate(Context context, Answers answers, Budget answerBytes) {
        this.context = context;
        this.answers = answers;
        this.answerBytes = answerBytes;
    }

    /** The public key that a request is sent under, in its query or as Bearer; empty if it is sent by somebody else. */
    static Optional<String> keyOf(Map<String, List<String>> query, HttpHeaders headers) {
        List<String> given = query.getOrDefault(KEY, List.of());
        if (!given.isEmpty()) {
            return Optional.of(given.get(0));
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip()).filter(Site::isPublicKey)
                : Optional.empty();
    }

    /** Who sends a request under a key. */
    Sender senderOf(String key, HttpHeaders headers) {
        return judge(new Sender.OfUnknownSite(key, originOf(headers)), false);
    }

    /** Who sends a request under a key, once every site that was announced before is known. */
    CompletableFuture<Sender> lookAgain(Sender.OfUnknownSite unknown) {
        return context.feed.catchUp().handle((done, failure) -> {
            if (failure != null) {
                return new Sender.Refused(answers.refused(
                        new Refusal(RefusalCode.UNAVAILABLE, "the key of the site cannot be checked right now")));
            }
            Sender sender = judge(unknown, true);
            if (sender instanceof Sender.Refused) {
                context.confirmed.addAll(Set.of(unknown.key()));
            }
            return sender;
        });
    }

    /** The script of a site, or of a preview of one of its variants. */
    Admission script(String key, String uri, HttpHeaders headers) {
        if (context.scripts.isEmpty()) {
            return new Admission.Answered(answers.refused(
                    new Refusal(RefusalCode.UNAVAILABLE, "this edge was built without the runtime of sites")));
        }
        Map<String, List<String>> query = Query.ofUri(uri);
        if (query == null) {
            return new Admission.Answered(answers.refused(Query.BROKEN));
        }
        Scripts scripts = context.scripts.get();
        List<String> previewed = query.getOrDefault(PREVIEW, List.of());
        Optional<Site> site = context.registry.find(key);
        if (site.isPresent()) {
            return new Admission.Answered(script(scripts, site.get(), previewed, headers));
        }
        if (!Site.isPublicKey(key) || context.confirmed.contains(key)) {
            return new Admission.Answered(noSuchSite());
        }
        return new Admission.Awaited(context.feed.catchUp().handle((done, failure) -> {
            Optional<Site> found = context.registry.find(key);
            if (found.isPresent()) {
                return script(scripts, found.get(), previewed, headers);
            }
            if (failure != null) {
                return answers.refused(new Refusal(
                        RefusalCode.UNAVAILABLE, "whether there is such a site cannot be checked right now"));
            }
            context.confirmed.addAll(Set.of(key));
            return noSuchSite();
        }));
    }

    /** Whether a page of an origin may send events from there at all; which key it has shows only then. */
    Answer preflight(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin == null || !context.registry.hasOrigin(origin)) {
            return answers.refused(
                    new Refusal(RefusalCode.FORBIDDEN, "no site has pages of this origin"), Map.of("Vary", "Origin"));
        }
        return new Answer(204, new byte[0], readableBy(origin))
                .with(Map.of(
                        "Access-Control-Allow-Methods", "POST, GET",
                        "Access-Control-Allow-Headers",
                                "authorization, content-type, content-encoding, idempotency-key",
                        "Access-Control-Max-Age", "86400"));
    }

    /** What lets a page of some site read an answer that says nothing about any site. */
    Map<String, String> readable(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin != null && context.registry.hasOrigin(origin) ? readableBy(origin) : Map.of();
    }

    private Sender judge(Sender.OfUnknownSite claimed, boolean certain) {
        Optional<Site> found = context.registry.find(claimed.key());
        if (found.isEmpty()) {
            boolean open = !certain && Site.isPublicKey(claimed.key()) && !context.confirmed.contains(claimed.key());
            return open
                    ? claimed
                    : new Sender.Refused(answers.refused(
                            new Refusal(RefusalCode.UNAUTHORIZED, "no site has this key"),
                            Map.of("WWW-Authenticate", "Bearer")));
        }
        Site site = found.get();
        String origin = claimed.origin();
        if (origin == null || !site.origins().contains(origin)) {
            return new Sender.Refused(answers.refused(new Refusal(
                    RefusalCode.FORBIDDEN,
                    origin == null
                            ? "the site's key is for its pages: a request needs an Origin or Referer header of one"
                            : "pages of this origin are not the site's")));
        }
        return new Sender.Known(
                new Principal("site:" + site.siteId(), Role.GUEST, site.workspaceId(), null, Instant.MAX),
                readableBy(origin));
    }

    /** Images are asked for without an origin, but mostly with the address of their page. */
    private static @Nullable String originOf(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        String referer = headers.get(HttpHeaderNames.REFERER);
        return origin != null || referer == null
                ? origin
                : WebOrigin.of(referer).orElse(null);
    }

    private static Map<String, String> readableBy(String origin) {
        return Map.of("Access-Control-Allow-Origin", origin, "Vary", "Origin");
    }

    private Answer noSuchSite() {
        return answers.refused(new Refusal(RefusalCode.ROUTE_NOT_FOUND, "there is no site with this key"));
    }

    private Answer script(Scripts scripts, Site site, List<String> previewed, HttpHeaders headers) {
        Script script = previewed.isEmpty() ? scripts.running(site) : scripts.preview(site, previewed.get(0));
        Map<String, String> common = new HashMap<>();
        common.put("ETag", script.tag());
        common.put("Cache-Control", previewed.isEmpty() ? REVALIDATED : "no-store");
        common.put("Vary", "Accept-Encoding");
        // It is public, and says nothing that its pages do not show.
        common.put("Access-Control-Allow-Origin", "*");
        common.put("Cross-Origin-Resource-Policy", "cross-origin");
        if (previewed.isEmpty() && isKnown(script.tag(), headers.get(HttpHeaderNames.IF_NONE_MATCH))) {
            return new Answer(304, new byte[0], common);
        }
        common.put("Content-Type", "text/javascript; charset=utf-8");
        boolean gzip = takesGzip(headers.get(HttpHeaderNames.ACCEPT_ENCODING));
        if (gzip) {
            common.put("Content-Encoding", "gzip");
        }
        Answer answer = new Answer(200, gzip ? script.gzip() : script.plain(), common);
        // What runs is kept once for all who ask; a preview is made for each.
        return previewed.isEmpty() ? answer : answer.within(answerBytes).orElseGet(answers::full);
    }

    private static boolean isKnown(String tag, @Nullable String header) {
        if (header == null) {
            return false;
        }
        String opaque = opaque(tag);
        for (String known : header.split(",", -1)) {
            if (known.strip().equals("*") || opaque(known.strip()).equals(opaque)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static boolean takesGzip(@Nullable String header) {
        if (header == null) {
            return false;
        }
        for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.split(";", -1);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
