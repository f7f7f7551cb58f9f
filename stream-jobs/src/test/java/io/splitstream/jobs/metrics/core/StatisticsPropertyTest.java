package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import io.splitstream.statistics.QuantileSketch;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class StatisticsPropertyTest {
    private static final MomentLayout LAYOUT = Fixtures.METRICS.layout();

    @Property
    void plus_changesInAnyBatches_equalsTheSumOverUsers(
            @ForAll("contributions") List<Contribution> contributions, @ForAll @IntRange(min = 1, max = 7) int batch) {
        Statistics sum = Statistics.ZERO;
        StatisticsAccumulator accumulator = new StatisticsAccumulator(LAYOUT);
        Contribution before = Contribution.NOTHING;
        for (int i = 0; i < contributions.size(); i++) {
            accumulator.change(before, contributions.get(i));
            before = i % 3 == 2 ? Contribution.NOTHING : contributions.get(i);
            if (i % batch == 0) {
                sum = sum.plus(accumulator.statistics());
                accumulator = new StatisticsAccumulator(LAYOUT);
            }
        }
        sum = sum.plus(accumulator.statistics());

        Statistics expected = recounted(contributions);
        assertThat(sum.cells()).isEqualTo(expected.cells());
        assertThat(sum.events()).isEqualTo(expected.events());
        assertThat(sum.crossovers()).isEqualTo(expected.crossovers());
    }

    @Property
    void plus_everythingTakenBack_isZero(@ForAll("contributions") List<Contribution> contributions) {
        StatisticsAccumulator added = new StatisticsAccumulator(LAYOUT);
        StatisticsAccumulator taken = new StatisticsAccumulator(LAYOUT);
        for (Contribution contribution : contributions) {
            added.change(Contribution.NOTHING, contribution);
            taken.change(contribution, Contribution.NOTHING);
        }

        assertThat(added.statistics().plus(taken.statistics()).isZero()).isTrue();
    }

    @Provide
    Arbitrary<List<Contribution>> contributions() {
        Arbitrary<UserMeasures> measures = Arbitraries.longs()
                .between(-UserMeasures.MAX_TOTAL, UserMeasures.MAX_TOTAL)
                .list()
                .ofSize(LAYOUT.measures().size())
                .map(StatisticsPropertyTest::measures);
        return Combinators.combine(
                        Arbitraries.of(new Cell("a", 0), new Cell("b", 0), new Cell("a", 1)),
                        Arbitraries.of(true, false, false),
                        measures,
                        Arbitraries.longs().between(0, 100))
                .as((cell, crossover, values, count) -> new Contribution(
                        cell, crossover, crossover ? UserMeasures.NONE : values, count, count / 2, count / 3))
                .list()
                .ofMaxSize(20);
    }

    /** Everybody who belongs to a variant, or of them whose window has closed. */
    private static boolean isIn(Contribution user, Measure measure) {
        Long window = measure.window();
        return !user.crossover() && (window == null || at(user, Measure.matured(window)) == 1);
    }

    private static long at(Contribution user, Measure measure) {
        return user.crossover() ? 0 : user.measures().at(LAYOUT.indexOf(measure));
    }

    /** Any values, but whether a window has closed is yes or no. */
    private static UserMeasures measures(List<Long> values) {
        long[] all = values.stream().mapToLong(Long::longValue).toArray();
        for (long window : LAYOUT.windows()) {
            int matured = LAYOUT.indexOf(Measure.matured(window));
            all[matured] = Math.abs(all[matured]) % 2;
        }
        return UserMeasures.ofValues(all);
    }

    /** Counts the users that are there at the end: each third contribution ends a user's changes, and the last. */
    private static Statistics recounted(List<Contribution> contributions) {
        Statistics sum = Statistics.ZERO;
        for (int i = 0; i < contributions.size(); i++) {
            if (i % 3 == 2 || i == contributions.size() - 1) {
                sum = sum.plus(ofOne(contributions.get(i)));
            }
        }
        return sum;
    }

    private static Statistics ofOne(Contribution user) {
        Cell cell = user.cell();
        if (cell == null) {
            return new Statistics(LAYOUT, new TreeMap<>(), 0, user.events(), user.duplicates(), user.late());
        }
        List<BigInteger> values = LAYOUT.measures().stream()
                .map(measure -> BigInteger.valueOf(at(user, measure)))
                .toList();
        List<BigInteger> products = LAYOUT.products().stream()
                .map((Product product) -> values.get(LAYOUT.indexOf(product.left()))
                        .multiply(values.get(LAYOUT.indexOf(product.right()))))
                .toList();
        List<Long> nonZero =
                values.stream().map(value -> (long) Math.abs(value.signum())).toList();
        long users = user.crossover() ? 0 : 1;
        List<QuantileSketch> histograms = LAYOUT.histograms().stream()
                .map(measure -> isIn(user, measure)
                        ? QuantileSketch.none().with(QuantileSketch.binOf(at(user, measure)), 1)
                        : QuantileSketch.none())
                .toList();
        return new Statistics(
                LAYOUT,
                new TreeMap<>(Map.of(cell, new CellStatistics(users, 1, nonZero, values, products, histograms))),
                1 - users,
                user.events(),
                user.duplicates(),
                user.late());
    }
}
