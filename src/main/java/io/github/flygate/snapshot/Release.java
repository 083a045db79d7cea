package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the binaries.
 *
 * @param version as published, such as {@code 18.6.0}
 * @param major such as 18
 * @param server what the server calls itself, such as {@code 18.6}
 */
record Release(String version, int major, String server) {
    private static final Pattern FULL = Pattern.compile("(\\d{2})\\.(\\d+)(?:\\.\\d+(?:-\\d+)?)?");

    /**
     * The release that a configured version means. A major version means a fixed release, not the newest that a
     * repository happens to offer, so that the same flygate gives the same report everywhere.
     */
    static Release of(String wanted) {
        String text = wanted.strip();
        String version = switch (text) {
            case "12" -> "12.22.0";
            case "13" -> "13.23.0";
            case "14" -> "14.24.0";
            case "15" -> "15.19.0";
            case "16" -> "16.15.0";
            case "17" -> "17.11.0";
            case "18" -> "18.6.0";
            default -> text;
        };
        Matcher matcher = FULL.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 12) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "postgres: " + wanted + " is not a version that the embedded engine knows",
                    "give a major version from 12 to 18, or a full one such as 18.6.0");
        }
        boolean twoParts = version.indexOf('.') == version.lastIndexOf('.');
        return new Release(
                twoParts ? version + ".0" : version,
                Integer.parseInt(matcher.group(1)),
                matcher.group(1) + "." + matcher.group(2));
    }
}
