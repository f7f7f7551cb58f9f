package io.splitstream.edge.intake;

import io.splitstream.contracts.event.ExperimentEvent;

/**
 * JSON numbers as whole ten-thousandths: exact, without a double in between.
 *
 * <p>A number is D · 10^p with D free of trailing zeros; it has at most four decimals if p ≥ −4.
 */
final class TenThousandths {
    /** More than four decimals. */
    static final long TOO_PRECISE = Long.MIN_VALUE;

    /** Beyond ±1e9. */
    static final long TOO_LARGE = Long.MAX_VALUE;

    private static final int EXPONENT_BOUND = 1_000_000;
    /** Below it another digit still fits a long; from it on a number without decimals is too large anyway. */
    private static final long DIGITS_BOUND = 100_000_000_000_000_000L;

    private static final long[] POWERS = powers();

    private TenThousandths() {}

    /**
     * The ten-thousandths of a number, or {@link #TOO_PRECISE}, or {@link #TOO_LARGE}.
     *
     * @param text holds, at {@code offset}, {@code length} bytes that are a number by JSON's grammar
     */
    static long parse(byte[] text, int offset, int length) {
        int end = offset + length;
        int at = offset;
        boolean negative = text[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        boolean overflow = false;
        int pendingZeros = 0;
        int decimals = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            byte c = text[at];
            if (c == '.') {
                fraction = true;
                continue;
            }
            if (c == 'e' || c == 'E') {
                break;
            }
            decimals += fraction ? 1 : 0;
            if (c == '0') {
                pendingZeros++;
                continue;
            }
            for (; pendingZeros > 0 && digits != 0 && !overflow; pendingZeros--) {
                digits *= 10;
                overflow = digits >= DIGITS_BOUND;
            }
            pendingZeros = 0;
            digits = overflow ? digits : digits * 10 + (c - '0');
            overflow |= digits >= DIGITS_BOUND;
        }
        if (digits == 0) {
            return 0;
        }
        int exponent = at < end ? exponent(text, at + 1, end) : 0;
        int shift = exponent - decimals + pendingZeros + ExperimentEvent.VALUE_SCALE;
        if (shift < 0) {
            return TOO_PRECISE;
        }
        if (overflow || shift >= POWERS.length || digits > ExperimentEvent.MAX_VALUE / POWERS[shift]) {
            return TOO_LARGE;
        }
        long magnitude = digits * POWERS[shift];
        return negative ? -magnitude : magnitude;
    }

    private static int exponent(byte[] text, int from, int end) {
        boolean negative = text[from] == '-';
        int at = negative || text[from] == '+' ? from + 1 : from;
        int exponent = 0;
        for (; at < end; at++) {
            exponent = Math.min(EXPONENT_BOUND, exponent * 10 + (text[at] - '0'));
        }
        return negative ? -exponent : exponent;
    }

    private static long[] powers() {
        long[] powers = new long[14];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
