package io.splitstream.api.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Worker;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SitesTest {
    private static final String HOME = "https://mystore.com";
    private static final String WORKSPACE = "work space";

    private final SiteWorld world = new SiteWorld(Clock.systemUTC());

    @Test
    void siteAndItsFirstLook_areStoredTogether() {
        Site site = done(world.sites.create(WORKSPACE, "Shop", HOME));
        done(world.sites.crawlAgain(WORKSPACE, site.id()));

        assertThat(world.queued).hasSize(2);
        assertThat(world.alone).isEmpty();
    }

    @Test
    void lookThatIsAskedForAgain_isAnotherPieceThanTheOneThatWasMade() {
        world.web.put(HOME, "<h1>Hi</h1>");
        Site site = done(world.sites.create(WORKSPACE, "Shop", HOME));
        String first = piece();
        done(world.sites.crawlAgain(WORKSPACE, site.id()));
        assertThat(piece()).as("while it waits").isEqualTo(first);

        assertThat(world.sites.work(first, new Worker.Tries(1, 0))).isEqualTo(Worker.Result.DONE);
        Site pending = done(world.sites.crawlAgain(WORKSPACE, site.id()));
        assertThat(piece()).as("once it was made").isNotEqualTo(first);
        assertThat(pending.crawl().status()).isEqualTo(Crawl.Status.PENDING);
        world.sites.work(piece(), new Worker.Tries(1, 0));
        assertThat(done(world.sites.get(WORKSPACE, site.id())).crawl().status()).isEqualTo(Crawl.Status.OK);
    }

    /** What was put on the queue last. */
    private String piece() {
        return world.queued.get(world.queued.size() - 1).substring(Sites.KIND.length() + 1);
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }
}
