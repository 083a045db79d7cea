package io.github.flygate.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a combined migration may do when Flyway runs it after it was run by hand.
 *
 * @param rows how many rows it may write
 * @param lock how long it may block reads or writes of what was there
 */
public record RerunLimits(long rows, Duration lock) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    static RerunLimits read(Effective from) {
        String rows = from.text("rerun.rows", "0", "default", RerunLimits::number);
        String lock = from.text("rerun.lock", "200ms", "default", GateReader::time);
        return new RerunLimits(Long.parseLong(rows), GateReader.duration(lock));
    }

    private static String number(Setting setting) {
        String text = setting.text().strip();
        if (!NUMBER.matcher(text).matches()) {
            throw Effective.wrong(setting, "is no number of rows", "Write a whole number, such as 0.");
        }
        return text;
    }
}
