package io.github.flygate.contract;

import io.github.flygate.migration.Migration;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The comment that says of a migration that it is run by hand before Flyway runs it. It stands on a line of its own,
 * anywhere in the file: {@code -- flygate:combined} in SQL, {@code // flygate:combined} in Java.
 */
final class CombinedMark {
    private static final String WORD = "flygate:combined";
    private static final Pattern SQL = Pattern.compile("(?m)^[ \\t]*--[ \\t]*" + WORD + "[ \\t]*\\r?$");
    private static final Pattern JAVA = Pattern.compile("(?m)^[ \\t]*//[ \\t]*" + WORD + "[ \\t]*\\r?$");

    private CombinedMark() {}

    static boolean isOn(Migration migration) {
        if (migration.kind().isJava()) {
            String source = new String(migration.source().bytes(), StandardCharsets.UTF_8);
            return source.contains(WORD) && JAVA.matcher(source).find();
        }
        String content = migration.content();
        return content.contains(WORD) && SQL.matcher(content).find();
    }
}
