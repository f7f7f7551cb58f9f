package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
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
    @Property
    void plus_changesInAnyBatches_equalsTheSumOverUsers(
            @ForAll("contributions") List<Contribution> contributions, @ForAll @IntRange(min = 1, max = 7) int batch) {
        Statistics sum = Statistics.ZERO;
        StatisticsAccumulator accumulator = new StatisticsAccumulator();
        Contribution before = Contribution.NOTHING;
        for (int i = 0; i < contributions.size(); i++) {
            accumulator.change(before, contributions.get(i));
            before = i % 3 == 2 ? Contribution.NOTHING : contributions.get(i);
            if (i % batch == 0) {
                sum = sum.plus(accumulator.statistics());
                accumulator = new StatisticsAccumulator();
            }
        }
        sum = sum.plus(accumulator.statistics());

        assertThat(sum).isEqualTo(recounted(contributions));
    }

    @Property
    void plus_everythingTakenBack_isZero(@ForAll("contributions") List<Contribution> contributions) {
        StatisticsAccumulator added = new StatisticsAccumulator();
        StatisticsAccumulator taken = new StatisticsAccumulator();
        for (Contribution contribution : contributions) {
            added.change(Contribution.NOTHING, contribution);
            taken.change(contribution, Contribution.NOTHING);
        }

        assertThat(added.statistics().plus(taken.statistics())).isEqualTo(Statistics.ZERO);
    }

    @Provide
    Arbitrary<List<Contribution>> contributions() {
        Arbitrary<UserMeasures> measures = Arbitraries.longs()
                .between(-UserMeasures.MAX_TOTAL, UserMeasures.MAX_TOTAL)
                .list()
                .ofSize(MomentLayout.measures().size())
                .map(values -> UserMeasures.ofValues(
                        values.stream().mapToLong(Long::longValue).toArray()));
        return Combinators.combine(
                        Arbitraries.of(new Cell("a", 0), new Cell("b", 0), new Cell("a", 1)),
                        Arbitraries.of(true, false, false),
                        measures,
                        Arbitraries.longs().between(0, 100))
                .as((cell, crossover, values, count) -> new Contribution(
                        cell, crossover, crossover ? UserMeasures.ZERO : values, count, count / 2, count / 3))
                .list()
                .ofMaxSize(20);
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
            return new Statistics(new TreeMap<>(), 0, user.events(), user.duplicates(), user.late());
        }
        List<BigInteger> values = MomentLayout.measures().stream()
                .map(measure -> BigInteger.valueOf(user.measures().at(measure.index())))
                .toList();
        List<BigInteger> products = MomentLayout.products().stream()
                .map((Product product) -> values.get(product.left().index())
                        .multiply(values.get(product.right().index())))
                .toList();
        List<Long> nonZero =
                values.stream().map(value -> (long) Math.abs(value.signum())).toList();
        long users = user.crossover() ? 0 : 1;
        return new Statistics(
                new TreeMap<>(Map.of(cell, new CellStatistics(users, 1, nonZero, values, products))),
                1 - users,
                user.events(),
                user.duplicates(),
                user.late());
    }
}
