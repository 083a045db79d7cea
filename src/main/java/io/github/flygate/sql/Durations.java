package io.github.flygate.sql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Time settings as PostgreSQL reads them: a number and a unit, milliseconds without one. */
final class Durations {
    private Durations() {}

    /** -1 when the text is no duration. */
    static long milliseconds(String value) {
        String text = value.trim();
        int digits = 0;
        while (digits < text.length() && "0123456789.".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        if (digits == 0 || digits > 18) {
            return -1;
        }
        String factor = switch (text.substring(digits).trim().toLowerCase(Locale.ROOT)) {
            case "us" -> "0.001";
            case "", "ms" -> "1";
            case "s" -> "1000";
            case "min" -> "60000";
            case "h" -> "3600000";
            case "d" -> "86400000";
            default -> "";
        };
        if (factor.isEmpty()) {
            return -1;
        }
        try {
            return new BigDecimal(text.substring(0, digits))
                    .multiply(new BigDecimal(factor))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValue();
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
