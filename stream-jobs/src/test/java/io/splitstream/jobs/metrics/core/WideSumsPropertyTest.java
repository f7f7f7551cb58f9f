package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class WideSumsPropertyTest {
    @Property
    void sums_ofLongsAndProducts_equalBigIntegers(
            @ForAll List<@LongRange(min = -(1L << 59), max = 1L << 59) Long> values) {
        WideSums sums = new WideSums(2);
        BigInteger total = BigInteger.ZERO;
        BigInteger products = BigInteger.ZERO;
        for (int i = 1; i < values.size(); i++) {
            long left = values.get(i - 1);
            long right = values.get(i);
            sums.add(0, right);
            total = total.add(BigInteger.valueOf(right));
            BigInteger product = BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
            if (i % 2 == 0) {
                sums.addProduct(1, left, right);
                products = products.add(product);
            } else {
                sums.subtractProduct(1, left, right);
                products = products.subtract(product);
            }
        }

        assertThat(sums.values()).containsExactly(total, products);
    }

    @Example
    void sums_beyond128Bits_areRefused() {
        WideSums sums = new WideSums(1);
        sums.addProduct(0, Long.MIN_VALUE, Long.MIN_VALUE);

        assertThatThrownBy(() -> sums.addProduct(0, Long.MIN_VALUE, Long.MIN_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }
}
