package io.github.flygate.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server said while a statement ran, at {@code client_min_messages = debug1}. The messages are those of
 * PostgreSQL 12 to 18 (tablecmds.c, index.c), in English: the engine's servers run with {@code lc_messages = C}.
 *
 * @param rewritten tables, without their schema
 * @param scanned tables whose rows were verified, without their schema
 * @param indexBuilds index and table, without their schemas
 * @param validated foreign keys whose existing rows were checked
 * @param proven columns as {@code table.column} for which the server needed no scan
 * @param cascaded what CASCADE took along: one thing with its kind, or how many
 * @param skipped objects for which IF [NOT] EXISTS made the statement a no-op
 * @param cut names that are too long, and what the server makes of them
 */
record Notices(
        TreeSet<String> rewritten,
        TreeSet<String> scanned,
        List<BuiltIndex> indexBuilds,
        TreeSet<String> validated,
        TreeSet<String> proven,
        List<String> cascaded,
        List<String> skipped,
        SortedMap<String, String> cut) {
    private static final Pattern REWRITING = Pattern.compile("^rewriting table \"(.+)\"$");
    private static final Pattern VERIFYING = Pattern.compile("^verifying table \"(.+)\"$");
    private static final Pattern BUILDING = Pattern.compile("^building index \"(.+)\" on table \"(.+?)\"");
    private static final Pattern VALIDATING = Pattern.compile("^validating foreign key constraint \"(.+)\"$");
    private static final Pattern PROVEN =
            Pattern.compile("^existing constraints on column \"(.+)\" are sufficient to prove");
    private static final Pattern CASCADING = Pattern.compile("^drop cascades to (.+)$");
    private static final Pattern CUTTING = Pattern.compile("^identifier \"(.+)\" will be truncated to \"(.+)\"$");
    private static final Pattern SKIPPING = Pattern.compile(", skipping$");

    record BuiltIndex(String index, String table) {}

    static Notices of(List<String> messages) {
        Notices notices = new Notices(
                new TreeSet<>(),
                new TreeSet<>(),
                new ArrayList<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new TreeMap<>());
        for (String message : messages) {
            first(REWRITING, message, notices.rewritten);
            first(VERIFYING, message, notices.scanned);
            first(VALIDATING, message, notices.validated);
            first(PROVEN, message, notices.proven);
            Matcher cascading = CASCADING.matcher(message);
            if (cascading.find()) {
                notices.cascaded.add(cascading.group(1));
            }
            Matcher building = BUILDING.matcher(message);
            if (building.find()) {
                notices.indexBuilds.add(new BuiltIndex(building.group(1), building.group(2)));
            }
            Matcher cutting = CUTTING.matcher(message);
            if (cutting.find()) {
                notices.cut.put(cutting.group(1), cutting.group(2));
            }
            if (SKIPPING.matcher(message).find()) {
                notices.skipped.add(message);
            }
        }
        return notices;
    }

    private static void first(Pattern pattern, String message, TreeSet<String> into) {
        Matcher matcher = pattern.matcher(message);
        if (matcher.find()) {
            into.add(matcher.group(1));
        }
    }
}
