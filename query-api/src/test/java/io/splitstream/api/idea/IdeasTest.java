package io.splitstream.api.idea;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.SiteWorld;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdeasTest {
    private static final String HOME = "https://mystore.com";
    private static final Worker.Tries FIRST = new Worker.Tries(1, 0);
    private static final Worker.Tries LAST = new Worker.Tries(3, 0);

    private final SiteWorld world = new SiteWorld(Clock.systemUTC());
    private final Site site = done(world.sites.create(SiteWorld.PRO, "Shop", HOME));

    @Test
    void work_breakingOff_endsOnceAndGivesTheCreditsBack() {
        world.failing = new IllegalStateException("a bug");
        IdeaRun run = done(world.ideas.generate(SiteWorld.PRO, site.id(), 5, "html", List.of()));
        long paid = balance();

        assertThat(world.ideas.work(run.id(), FIRST)).isInstanceOf(Worker.Result.Retry.class);
        assertThat(balance()).isEqualTo(paid);
        assertThat(world.ideas.work(run.id(), LAST)).isEqualTo(Worker.Result.DONE);
        assertThat(world.ideas.work(run.id(), LAST)).isEqualTo(Worker.Result.DONE);

        assertThat(balance()).isEqualTo(paid + run.paid());
        assertThat(world.ideas.list(SiteWorld.PRO, new IdeaStore.Which(null, null, null), 10, 0))
                .isEmpty();
    }

    @Test
    void generate_besideManyThatAreNotOver_isRefusedAndCostsNothing() {
        world.web.put(HOME, "<h1>Hi</h1>");
        List<IdeaRun> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(done(world.ideas.generate(SiteWorld.PRO, site.id(), 1, "html", List.of())));
        }
        long left = balance();

        assertThat(world.ideas.generate(SiteWorld.PRO, site.id(), 1, "html", List.of()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.CONFLICT));
        assertThat(balance()).isEqualTo(left);
        world.ideas.work(open.get(0).id(), FIRST);
        done(world.ideas.generate(SiteWorld.PRO, site.id(), 1, "html", List.of()));
    }

    @Test
    void work_drawsWhatItReturns_andNothingElse() {
        world.drawing = true;
        world.web.put(HOME, "<h1>Hi</h1><p>Hello");
        world.web.put(HOME + "/a", "<h1>A</h1><p>Hello");

        for (int round = 1; round <= 4; round++) {
            world.drawn.clear();
            IdeaRun run = done(world.ideas.generate(
                    SiteWorld.PRO, site.id(), 4, "screenshot", List.of(HOME, HOME + "/a", HOME + "/gone")));
            world.ideas.work(run.id(), FIRST);

            List<Idea> newest = world.ideas.list(SiteWorld.PRO, new IdeaStore.Which(null, null, null), 4, 0);
            assertThat(newest).hasSize(4).allSatisfy(idea -> assertThat(idea.screenshot())
                    .isNull());
            assertThat(newest).allSatisfy(idea -> assertThat(
                            done(world.ideas.get(SiteWorld.PRO, idea.id())).screenshot())
                    .isNotNull());
            assertThat(world.drawn)
                    .containsExactlyInAnyOrderElementsOf(
                            newest.stream().map(idea -> idea.proposal().title()).toList());
        }
    }

    private long balance() {
        Long balance = world.credits.standing(SiteWorld.PRO, 1, 0).balance();
        return balance == null ? 0 : balance;
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }
}
