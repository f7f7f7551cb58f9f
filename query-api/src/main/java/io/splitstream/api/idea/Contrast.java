package io.splitstream.api.idea;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contrast of inline styles, as WCAG 2.2 defines the ratio: 1 for none, 21 for black on white. Pure. */
final class Contrast {
    private static final Pattern COLOUR = Pattern.compile("(?i)(?:^|[;\\s])color\\s*:\\s*(#[0-9a-f]{3,6}|white|black)");
    private static final Pattern BACKGROUND =
            Pattern.compile("(?i)background(?:-color)?\\s*:\\s*(#[0-9a-f]{3,6}|white|black)");

    private Contrast() {}

    /** The ratio of a style's text and background, white where it names none; empty if it names no colour of text. */
    static OptionalDouble of(String style) {
        Matcher colour = COLOUR.matcher(style);
        if (!colour.find()) {
            return OptionalDouble.empty();
        }
        Matcher background = BACKGROUND.matcher(style);
        double text = luminance(colour.group(1));
        double surface = luminance(background.find() ? background.group(1) : "white");
        return OptionalDouble.of((Math.max(text, surface) + 0.05) / (Math.min(text, surface) + 0.05));
    }

    private static double luminance(String colour) {
        if (colour.equalsIgnoreCase("white") || colour.equalsIgnoreCase("black")) {
            return colour.equalsIgnoreCase("white") ? 1 : 0;
        }
        String digits = colour.substring(1);
        boolean six = digits.length() == 6;
        double sum = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            String part = six
                    ? digits.substring(2 * i, 2 * i + 2)
                    : digits.substring(i, i + 1).repeat(2);
            double channel = Integer.parseInt(part, 16) / 255.0;
            sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
