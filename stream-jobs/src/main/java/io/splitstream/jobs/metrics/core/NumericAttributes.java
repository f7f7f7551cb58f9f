package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.event.ExperimentEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The attributes of an assignment that are numbers, in ten-thousandths; held to the bounds of an event's value. */
final class NumericAttributes {
    /** Exponents are bounded, for the digits they stand for are made. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?");

    private static final BigInteger MOST = BigInteger.valueOf(ExperimentEvent.MAX_VALUE);

    private NumericAttributes() {}

    static SortedMap<String, Long> of(Map<String, String> attributes) {
        SortedMap<String, Long> numbers = Collections.emptySortedMap();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            if (NUMBER.matcher(attribute.getValue()).matches()) {
                numbers = numbers.isEmpty() ? new TreeMap<>() : numbers;
                numbers.put(attribute.getKey(), scaled(new BigDecimal(attribute.getValue())));
            }
        }
        return numbers;
    }

    private static long scaled(BigDecimal number) {
        BigInteger tenThousandths = number.movePointRight(ExperimentEvent.VALUE_SCALE)
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigInteger();
        return tenThousandths.min(MOST).max(MOST.negate()).longValueExact();
    }
}
