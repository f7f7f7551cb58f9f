package io.splitstream.jobs.insights.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.contracts.event.InteractionType;
import io.splitstream.jobs.core.FrustrationWeights;
import io.splitstream.jobs.core.Lateness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectiveTest {
    private static final long START = 1_760_000_000_000L;

    private final List<SessionStep> steps = new ArrayList<>();
    private final Detective detective = new Detective(FrustrationWeights.USUAL);

    @Test
    void look_nothing_hasNoScore() {
        Insights insights = look();

        assertThat(insights.interactions()).isZero();
        assertThat(insights.score()).isNull();
        assertThat(insights.firstAt()).isNull();
    }

    @Test
    void look_interactionsWithoutClicks_scoreZero() {
        at(0, InteractionType.SCROLL, "");

        assertThat(look().score()).isZero();
    }

    @Test
    void rageClick_threeOnOneTargetWithinASecond_isOneHoweverLongItGoesOn() {
        for (int i = 0; i < 7; i++) {
            at(i * 400L, InteractionType.CLICK, "#buy");
        }

        Insights insights = look();

        assertThat(insights.count(SignKind.RAGE_CLICK)).isEqualTo(1);
        assertThat(insights.signs()).contains(new Sign(SignKind.RAGE_CLICK, START, "#buy"));
    }

    @Test
    void rageClick_atTheEdges_goesByTheWindow() {
        at(0, InteractionType.CLICK, "#in");
        at(500, InteractionType.CLICK, "#in");
        at(1_000, InteractionType.CLICK, "#in");
        at(10_000, InteractionType.CLICK, "#out");
        at(10_500, InteractionType.CLICK, "#out");
        at(11_001, InteractionType.CLICK, "#out");
        at(20_000, InteractionType.CLICK, "#a");
        at(20_100, InteractionType.CLICK, "#b");
        at(20_200, InteractionType.CLICK, "#a");
        at(30_000, InteractionType.CLICK, "");
        at(30_000, InteractionType.CLICK, "");
        at(30_000, InteractionType.CLICK, "");

        assertThat(look().signs().stream().filter(sign -> sign.kind() == SignKind.RAGE_CLICK))
                .containsExactly(new Sign(SignKind.RAGE_CLICK, START, "#in"));
    }

    @Test
    void rageClick_twoBurstsApart_areTwo() {
        for (long begin : new long[] {0, 5_000}) {
            for (int i = 0; i < 3; i++) {
                at(begin + i * 100L, InteractionType.CLICK, "#buy");
            }
        }

        assertThat(look().count(SignKind.RAGE_CLICK)).isEqualTo(2);
    }

    @Test
    void deadClick_withoutReactionWithinASecond() {
        at(0, InteractionType.CLICK, "#dead");
        at(1_001, InteractionType.NAVIGATION, "/late");
        at(10_000, InteractionType.CLICK, "#navigates");
        at(11_000, InteractionType.NAVIGATION, "/in-time");
        at(20_000, InteractionType.CLICK, "#types");
        at(20_000, InteractionType.INPUT, "");
        at(30_000, InteractionType.CLICK, "#changes");
        at(30_001, InteractionType.MUTATION, "");
        at(40_000, InteractionType.CLICK, "#scrolls");
        at(40_001, InteractionType.SCROLL, "");

        assertThat(look().signs().stream().filter(sign -> sign.kind() == SignKind.DEAD_CLICK))
                .extracting(Sign::subject)
                .containsExactly("#dead", "#scrolls");
    }

    @Test
    void errorClick_withAnErrorWithinASecond_alsoIfTheClickIsNotDead() {
        at(0, InteractionType.CLICK, "#fails");
        at(300, InteractionType.NAVIGATION, "/next");
        at(1_000, InteractionType.ERROR, "");
        at(10_000, InteractionType.CLICK, "#fine");
        at(11_001, InteractionType.ERROR, "");
        at(9_000, InteractionType.ERROR, "");

        Insights insights = look();

        assertThat(insights.errors()).isEqualTo(3);
        assertThat(insights.signs().stream().filter(sign -> sign.kind() == SignKind.ERROR_CLICK))
                .extracting(Sign::subject)
                .containsExactly("#fails");
    }

    @Test
    void backAndForth_returnWithinTenSeconds() {
        at(0, InteractionType.NAVIGATION, "/a");
        at(1_000, InteractionType.NAVIGATION, "/b");
        at(11_000, InteractionType.NAVIGATION, "/a");
        at(12_000, InteractionType.NAVIGATION, "/c");
        at(22_001, InteractionType.NAVIGATION, "/a");
        at(22_002, InteractionType.NAVIGATION, "/a");
        at(22_003, InteractionType.NAVIGATION, "/a");

        assertThat(look().signs().stream().filter(sign -> sign.kind() == SignKind.BACK_AND_FORTH))
                .containsExactly(new Sign(SignKind.BACK_AND_FORTH, START + 1_000, "/b"));
    }

    @Test
    void idle_gapsOfOverAMinute_addUp() {
        at(0, InteractionType.SCROLL, "");
        at(60_000, InteractionType.SCROLL, "");
        at(120_001, InteractionType.SCROLL, "");
        at(200_000, InteractionType.SCROLL, "");

        Insights insights = look();

        assertThat(insights.count(SignKind.IDLE)).isEqualTo(2);
        assertThat(insights.idleMillis()).isEqualTo(60_001 + 79_999);
    }

    @Test
    void score_isWeightedByClicksAndAtMostOne() {
        for (int i = 0; i < 3; i++) {
            at(i, InteractionType.CLICK, "#rage");
        }
        assertThat(look().score()).isEqualTo(1);

        for (int i = 0; i < 7; i++) {
            at(10_000 + i * 2_000L, InteractionType.CLICK, "#fine" + i);
            at(10_001 + i * 2_000L, InteractionType.INPUT, "");
        }
        // One burst at 3, three dead clicks at 0.5, of ten clicks.
        assertThat(look().score()).isCloseTo((3 + 3 * 0.5) / 10, within(1e-12));
    }

    @Test
    void look_anyOrderOfTheLog_showsTheSame() {
        Random random = new Random(7);
        InteractionType[] types = InteractionType.values();
        for (int i = 0; i < 400; i++) {
            at(random.nextInt(200_000), types[random.nextInt(types.length)], "s" + random.nextInt(3));
        }
        Insights first = look();

        for (int round = 0; round < 20; round++) {
            Collections.shuffle(steps, random);
            assertThat(look()).isEqualTo(first);
        }
        assertThat(first.signs()).hasSizeLessThanOrEqualTo(Insights.MOST_SIGNS);
    }

    @Test
    void timeline_copiesLateOnesAndTooMany_areCountedApart() {
        Timeline timeline = new Timeline();
        SessionStep step = step("id", 0, InteractionType.CLICK, "#a");
        timeline.add(step, Lateness.USUAL);
        timeline.add(step, Lateness.USUAL);
        timeline.add(
                new SessionStep(step.key(), new Step("late", InteractionType.CLICK, "", 0), START), Lateness.USUAL);
        for (int i = 0; i < Timeline.MOST; i++) {
            timeline.add(step("x" + i, i, InteractionType.SCROLL, ""), Lateness.USUAL);
        }

        Insights insights = detective.look(timeline);

        assertThat(insights.interactions()).isEqualTo(Timeline.MOST);
        assertThat(insights.left()).isEqualTo(new Insights.Left(1, 1, 1));
        assertThat(insights.clicks()).isEqualTo(1);
    }

    private void at(long offset, InteractionType type, String subject) {
        steps.add(step("e" + steps.size(), offset, type, subject));
    }

    private static SessionStep step(String id, long offset, InteractionType type, String subject) {
        return new SessionStep(
                new SessionKey("ws", "job", "sess", "t", "A"), new Step(id, type, subject, START + offset), START);
    }

    private Insights look() {
        Timeline timeline = new Timeline();
        steps.forEach(step -> timeline.add(step, Lateness.USUAL));
        return detective.look(timeline);
    }
}
