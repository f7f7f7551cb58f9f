package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.plan.CreditEntry;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.site.Crawl;
import io.splitstream.api.site.Site;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Sites and credits in JSON.
 *
 * @param scripts where sites' scripts are, without what names the site
 */
record SiteView(String scripts) {
    JsonObject of(Site site) {
        Crawl crawl = site.crawl();
        return new JsonObject()
                .put("id", site.id())
                .put("name", site.name())
                .put("url", site.url())
                .put("platform", crawl.platform())
                .put("public_key", site.publicKey())
                .put("crawl_status", crawl.status().word())
                .put("crawl_error", crawl.error())
                .put("crawled_at", JsonForms.time(crawl.at()))
                .put("snippet_url", scripts + "/s/" + site.publicKey() + ".js")
                .put("origins", new JsonArray(site.origins()))
                .put("respect_do_not_track", site.respectsDoNotTrack())
                .put("created_at", JsonForms.time(site.createdAt()))
                .put("updated_at", JsonForms.time(site.updatedAt()));
    }

    static JsonObject summary(Site site) {
        return new JsonObject().put("id", site.id()).put("name", site.name()).put("url", site.url());
    }

    static JsonObject credits(Credits.Standing standing) {
        return new JsonObject()
                .put("plan", standing.plan().word())
                .put("metered", standing.plan().isMetered())
                .put("balance", standing.balance())
                .put("entries", JsonForms.array(standing.entries(), SiteView::entry));
    }

    private static JsonObject entry(CreditEntry entry) {
        return new JsonObject()
                .put("amount", entry.amount())
                .put("reason", entry.reason().word())
                .put("subject", entry.subject())
                .put("created_at", JsonForms.time(entry.at()));
    }
}
