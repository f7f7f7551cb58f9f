package io.splitstream.api.site.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.SiteWorld;
import io.splitstream.contracts.site.GoalType;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import io.splitstream.contracts.site.SiteExperiment;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteTestsTest {
    private static final String WORKSPACE = "w1";

    private final SiteWorld world = new SiteWorld(Clock.systemUTC());
    private final Site site = done(world.sites.create(WORKSPACE, "Shop", "https://mystore.com"));

    @Test
    void length_isWhatBrowsersAreTold() {
        SiteTest test = done(world.tests.create(WORKSPACE, site.id(), draft("One", manyChanges())));

        SiteExperiment published =
                world.published(WORKSPACE, site.id()).experiments().get(0);
        assertThat(test.design().length()).isEqualTo(published.length());
        assertThat(done(world.tests.create(WORKSPACE, site.id(), draft("Two", null)))
                        .design()
                        .length())
                .isZero();
    }

    @Test
    void experimentsForWhichASiteHasNoRoom_areRefused_createdOrChanged() {
        SiteTest empty = done(world.tests.create(WORKSPACE, site.id(), draft("Empty", null)));
        Outcome<SiteTest> outcome = Outcome.done(empty);
        for (int i = 0; i < 30 && outcome instanceof Outcome.Done; i++) {
            outcome = world.tests.create(WORKSPACE, site.id(), draft("Many " + i, manyChanges()));
        }

        assertThat(kind(outcome)).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(kind(world.tests.update(
                        WORKSPACE, empty.experiment().id(), draft -> Outcome.done(draft("Empty", manyChanges())))))
                .isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(world.published(WORKSPACE, site.id()).experiments())
                .as("what can be published")
                .hasSizeGreaterThan(5);
    }

    @Test
    void changesAtOnce_oneWins_andTheOtherIsTold() {
        String id = done(world.tests.create(WORKSPACE, site.id(), draft("One", null)))
                .experiment()
                .id();

        Outcome<SiteTest> slower = world.tests.update(WORKSPACE, id, read -> {
            done(world.tests.update(WORKSPACE, id, draft -> Outcome.done(draft("Faster", manyChanges()))));
            return Outcome.done(draft("Slower", null));
        });

        assertThat(kind(slower)).isEqualTo(Refusal.Kind.CONFLICT);
        SiteTest kept = done(world.tests.get(WORKSPACE, id));
        assertThat(kept.experiment().description().name()).isEqualTo("Faster");
        assertThat(kept.design().treatment()).isNotNull();
    }

    private static SiteTestDraft draft(String name, @Nullable Treatment treatment) {
        return new SiteTestDraft(
                name,
                null,
                "/pricing",
                null,
                SiteTestDraft.USUAL_SPLIT,
                null,
                treatment,
                null,
                List.of(new GoalDraft(null, "Buy", GoalType.CLICK, "#buy", null)));
    }

    private static Treatment manyChanges() {
        return new Treatment(
                IntStream.range(0, 100)
                        .mapToObj(i -> new PageChange(
                                new Mutation("h1", MutationAction.SET_ATTRIBUTE, "x", "data-x" + i), null))
                        .toList(),
                null);
    }

    private static Refusal.Kind kind(Outcome<SiteTest> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<SiteTest>) outcome).refusal().kind();
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }
}
