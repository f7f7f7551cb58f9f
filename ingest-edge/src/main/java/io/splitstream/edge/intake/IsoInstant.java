package io.splitstream.edge.intake;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * ISO-8601 times with their zone, as milliseconds since the epoch.
 *
 * <p>The form that nearly every client sends, {@code 2025-10-05T14:30:00.250Z}, is read from the bytes; any other form of
 * {@link DateTimeFormatter#ISO_OFFSET_DATE_TIME} by that formatter.
 */
final class IsoInstant {
    /** No such time. */
    static final long NONE = Long.MIN_VALUE;
    /** A time outside of the years 1970 to 9999. */
    static final long OUT_OF_RANGE = Long.MAX_VALUE;

    private static final int LONGEST = 40;
    private static final int WHOLE_SECONDS = 19;
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private IsoInstant() {}

    /** The milliseconds of a text, or {@link #NONE}, or {@link #OUT_OF_RANGE}. */
    static long parse(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return NONE;
        }
        long millis = usual(bytes, from, to);
        if (millis == NONE) {
            millis = any(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        return millis != NONE && (millis < 0 || millis > LATEST) ? OUT_OF_RANGE : millis;
    }

    private static long any(String text) {
        try {
            Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            // Far years would overflow; their milliseconds are of no interest.
            return instant.isBefore(Instant.EPOCH) || instant.getEpochSecond() > LATEST / 1000
                    ? OUT_OF_RANGE
                    : instant.toEpochMilli();
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    private static long usual(byte[] bytes, int from, int to) {
        if (to - from <= WHOLE_SECONDS
                || bytes[from + 4] != '-'
                || bytes[from + 7] != '-'
                || bytes[from + 10] != 'T'
                || bytes[from + 13] != ':'
                || bytes[from + 16] != ':'
                || bytes[to - 1] != 'Z') {
            return NONE;
        }
        int year = two(bytes, from) * 100 + two(bytes, from + 2);
        int month = two(bytes, from + 5);
        int day = two(bytes, from + 8);
        int hour = two(bytes, from + 11);
        int minute = two(bytes, from + 14);
        int second = two(bytes, from + 17);
        int millis = fraction(bytes, from + WHOLE_SECONDS, to - 1);
        boolean valid = year >= 1970
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysOf(year, month)
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && millis >= 0;
        return valid ? (((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000 + millis : NONE;
    }

    /** Two digits; far below zero if they are none. */
    private static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }

    /** The milliseconds of a dot and one to nine digits, or of nothing; negative if it is neither. */
    private static int fraction(byte[] bytes, int from, int to) {
        if (from == to) {
            return 0;
        }
        if (bytes[from] != '.' || to - from < 2 || to - from > 10) {
            return -1;
        }
        int millis = 0;
        for (int i = from + 1; i < to || i <= from + 3; i++) {
            int digit = i < to ? bytes[i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            millis = i <= from + 3 ? millis * 10 + digit : millis;
        }
        return millis;
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /** Days since 1970-01-01: of the years that begin in March, so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        int shifted = month > 2 ? month - 3 : month + 9;
        long y = month > 2 ? year : year - 1;
        return 365 * y + y / 4 - y / 100 + y / 400 + (153 * shifted + 2) / 5 + day - 1 - 719_468;
    }
}
