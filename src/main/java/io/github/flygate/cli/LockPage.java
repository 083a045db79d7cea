package io.github.flygate.cli;

import io.github.flygate.model.LockMode;
import io.github.flygate.report.Reports;
import io.github.flygate.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is to say of a lock mode: what waits, who takes it, and which rules are about it. */
final class LockPage {
    private static final String TAKERS = "lock-takers.txt";

    /** What people do to tables, by the mode it needs. */
    private static final Map<LockMode, String> WORK = new EnumMap<>(Map.of(
            LockMode.ACCESS_SHARE, "SELECT",
            LockMode.ROW_SHARE, "SELECT FOR UPDATE, FOR SHARE",
            LockMode.ROW_EXCLUSIVE, "INSERT, UPDATE, DELETE",
            LockMode.SHARE_UPDATE_EXCLUSIVE, "VACUUM, ANALYZE, CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT",
            LockMode.SHARE, "CREATE INDEX",
            LockMode.SHARE_ROW_EXCLUSIVE, "ADD FOREIGN KEY, CREATE TRIGGER",
            LockMode.EXCLUSIVE, "REFRESH MATERIALIZED VIEW CONCURRENTLY",
            LockMode.ACCESS_EXCLUSIVE, "DROP TABLE, TRUNCATE, most forms of ALTER TABLE"));

    /** The longer names first: SHARE is a mode, and a word in the names of others. FOR SHARE locks rows. */
    private static final Pattern NAME = Pattern.compile("(?<![A-Z_])(?:FOR(?: KEY)? SHARE|ACCESS SHARE|ACCESS EXCLUSIVE"
            + "|ROW SHARE|ROW EXCLUSIVE|SHARE UPDATE EXCLUSIVE|SHARE ROW EXCLUSIVE|SHARE|EXCLUSIVE)(?![A-Z_])"
            + "|\\b[A-Z]\\w+Lock\\b");

    private final LockMode mode;

    LockPage(LockMode mode) {
        this.mode = mode;
    }

    void print(PrintWriter out, List<Rule> rules) {
        out.println(mode.sqlName() + " (" + mode.pgName() + " in pg_locks)");
        section(out, "While it is held", works());
        section(out, "Who takes it", takers().getOrDefault(mode, List.of()));
        section(
                out,
                "Rules that speak of it",
                rules.stream()
                        .filter(this::isAbout)
                        .map(rule -> "%-32s %s".formatted(rule.id(), Reports.harmless(rule.title())))
                        .toList());
        section(
                out,
                "See also",
                List.of("https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES"));
    }

    private List<String> works() {
        List<String> lines = new ArrayList<>();
        WORK.forEach((needed, work) -> lines.add((mode.conflictsWith(needed) ? "waits    " : "goes on  ") + work));
        lines.add("A lock is held until its transaction ends. Whoever waits for one makes everybody wait");
        lines.add("who would wait for it.");
        return lines;
    }

    /** By {@code observed: lock:}, or by naming the mode. */
    private boolean isAbout(Rule rule) {
        return rule.observed().lock().equals(mode.pgName())
                || names(rule.title() + "\n" + rule.why() + "\n" + rule.instead());
    }

    private boolean names(String text) {
        Matcher name = NAME.matcher(text.replaceAll("\\s+", " "));
        while (name.find()) {
            if (name.group().equals(mode.sqlName()) || name.group().equals(mode.pgName())) {
                return true;
            }
        }
        return false;
    }

    private static Map<LockMode, List<String>> takers() {
        Map<LockMode, List<String>> takers = new EnumMap<>(LockMode.class);
        try (InputStream file = Objects.requireNonNull(LockPage.class.getResourceAsStream(TAKERS))) {
            LockMode of = LockMode.ACCESS_SHARE;
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(text -> !text.isBlank())
                    .toList()) {
                if (line.startsWith(" ")) {
                    takers.computeIfAbsent(of, key -> new ArrayList<>()).add(line.strip());
                } else {
                    of = LockMode.typed(line).orElseThrow();
                }
            }
            return takers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void section(PrintWriter out, String title, List<String> lines) {
        out.println();
        out.println(title);
        (lines.isEmpty() ? List.of("none") : lines).forEach(line -> out.println("  " + line));
    }
}
