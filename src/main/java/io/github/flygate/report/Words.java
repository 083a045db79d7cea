package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Base;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The phrases that all reports for people share. */
final class Words {
    /** Statement order; findings of one place in the order in which they came. */
    static final Comparator<Finding> BY_PLACE = Comparator.comparingInt(
                    (Finding finding) -> finding.span().line())
            .thenComparingInt(finding -> finding.span().column());

    private static final int SHORT_COMMIT = 9;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    private Words() {}

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Such as {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}. */
    static String duration(double milliseconds) {
        long rounded = Math.round(milliseconds);
        if (rounded == 0 && milliseconds > 0) {
            return "<1 ms";
        }
        if (rounded < 1_000) {
            return rounded + " ms";
        }
        if (rounded < 59_950) {
            return tenths(rounded / 1_000.0) + " s";
        }
        long seconds = Math.round(rounded / 1_000.0);
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }

    /** Such as {@code 8.2 kB}; a kilobyte has 1024 bytes, as in pg_size_pretty. */
    static String bytes(long bytes) {
        if (bytes < 1_024) {
            return count(Math.toIntExact(bytes), "byte");
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = -1;
        while (size >= 1_024 && unit < units.length - 1) {
            size /= 1_024;
            unit++;
        }
        return tenths(size) + " " + units[unit];
    }

    /** One digit after the point. String.format would say the same and loads classes for 30 ms. */
    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    /** Whom a lock keeps waiting, by PostgreSQL's table of conflicting lock modes. */
    static String whoWaits(LockMode mode) {
        return switch (mode) {
            case ACCESS_EXCLUSIVE -> "reads and writes wait";
            case EXCLUSIVE -> "writes and SELECT FOR UPDATE wait, plain reads go on";
            case SHARE_ROW_EXCLUSIVE, SHARE -> "writes wait, reads go on";
            case SHARE_UPDATE_EXCLUSIVE -> "reads and writes go on, VACUUM and other DDL wait";
            case ROW_EXCLUSIVE, ROW_SHARE, ACCESS_SHARE -> "reads and writes go on";
        };
    }

    /** File name and line, where the whole path stands in a heading. */
    static String shortPlace(Finding finding) {
        return shortPlace(finding.span().file() + ":" + finding.span().line());
    }

    static String shortPlace(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    static String proof(Finding finding) {
        return switch (finding.proof()) {
            case STATIC -> "read in the text";
            case MEASURED -> "measured";
            case CONTRACT -> "tried on the migrated database";
            case HISTORY -> "compared with Flyway's history";
            case RERUN -> "run a second time";
        };
    }

    /** So many names and how many more there are. */
    static String names(List<String> names, int most) {
        String some = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() <= most ? some : some + " and " + (names.size() - most) + " more";
    }

    static String answer(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code origin/main (3f2c1ab9d, version 41, 41 migrations)}. */
    private static String base(Base base) {
        List<String> parts = new ArrayList<>();
        if (!base.commit().isEmpty() && !base.commit().equals(base.ref())) {
            parts.add(shortCommit(base.commit()));
        }
        if (!base.version().isEmpty() && !base.version().equals(base.ref())) {
            parts.add("version " + base.version());
        }
        parts.add(count(base.migrations(), "migration"));
        String ref = base.ref().isEmpty()
                ? "commit"
                : base.ref().equals(base.version()) ? "version " + base.ref() : shortCommit(base.ref());
        return ref + " (" + String.join(", ", parts) + ")";
    }

    /** Such as {@code PostgreSQL 18.6 (embedded), Flyway 13.12.0}. */
    static String server(DatabaseReport database) {
        String flyway = database.flyway().isEmpty() ? "" : ", Flyway " + database.flyway();
        if (!ran(database)) {
            return "text only, nothing was run" + flyway;
        }
        String version = database.postgres().isEmpty() ? "PostgreSQL" : "PostgreSQL " + database.postgres();
        return version + " (" + database.engine() + ")" + flyway;
    }

    /** What is checked, against what. */
    static String scope(DatabaseReport database) {
        return hasBase(database)
                ? "base " + base(database.base()) + ", "
                        + count(database.migrations().size(), "pending migration")
                : "no base, " + count(database.migrations().size(), "migration");
    }

    static String nothingPending(DatabaseReport database) {
        String ref =
                database.base().ref().isEmpty() ? "the base" : database.base().ref();
        return hasBase(database)
                ? "Nothing is pending: every migration here is already in " + ref + "."
                : "Nothing to check: there is no migration here.";
    }

    private static boolean hasBase(DatabaseReport database) {
        return !database.base().ref().isEmpty() || !database.base().commit().isEmpty();
    }

    static boolean ran(DatabaseReport database) {
        return !database.engine().equals("none");
    }

    /** What the numbers of a run do not tell. */
    static final String HERE = "times are of this run, production sizes unknown";

    /** Without the folder, or the package of a Java migration. */
    static String script(MigrationReport migration) {
        char joint = migration.kind().equals("java") ? '.' : '/';
        return migration.script().substring(migration.script().lastIndexOf(joint) + 1);
    }

    /** {@code V42} for {@code V42__add_index.sql}: the part of a script's name that people say. */
    static String shortName(MigrationReport migration) {
        String last = script(migration);
        int separator = last.indexOf("__");
        return separator > 1 ? last.substring(0, separator) : last;
    }

    static String toDo(Severity failOn) {
        return "change these statements (flygate explain RULE shows the safe way), or accept one with"
                + " \"-- flygate:ignore RULE reason: ...\" on its statement; findings of severity " + failOn(failOn)
                + " fail";
    }

    static String failOn(Severity failOn) {
        return failOn == Severity.ERROR ? failOn.id() : failOn.id() + " or above";
    }

    /** How much was looked at, in one sentence. */
    static String coverage(DatabaseReport database, Counts counts, Coverage coverage) {
        String looked = ran(database)
                ? "checked " + coverage.scriptsTraced() + " of " + count(coverage.scripts(), "migration") + ": "
                        + coverage.statementsTraced() + " of " + count(coverage.statements(), "statement") + " run, "
                        + coverage.statementsRead() + " read"
                : "read " + coverage.statementsRead() + " of " + count(coverage.statements(), "statement") + " in "
                        + count(coverage.scripts(), "migration");
        int measured = opaque(database);
        int refuted = Math.max(coverage.refuted(), counts.refuted()) - measured;
        return looked
                + database.canary()
                        .contract()
                        .map(contract -> "; checked " + CanaryWords.share(contract))
                        .orElse("")
                + (measured == 0 ? "" : "; " + count(measured, "opaque statement") + " executed and measured")
                + (refuted == 0 ? "" : "; " + count(refuted, "suspicion") + " refuted by the server")
                + (counts.suppressed() == 0 ? "" : "; " + count(counts.suppressed(), "finding") + " suppressed")
                + (counts.baseline() == 0 ? "" : "; " + count(counts.baseline(), "finding") + " in the baseline");
    }

    /** Such as {@code add-column-volatile-default (2), drop-column (1)}; empty when nothing was refuted. */
    static String refuted(DatabaseReport database) {
        SortedMap<String, Integer> rules = new TreeMap<>();
        database.findings().stream()
                .filter(finding -> finding.status() == Status.REFUTED && finding.hazard() != Hazard.NOT_CHECKED)
                .forEach(finding -> rules.merge(finding.rule().value(), 1, Integer::sum));
        return rules.entrySet().stream()
                .map(rule -> rule.getKey() + " (" + rule.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** What nobody could read, and the server then showed all the same. */
    private static int opaque(DatabaseReport database) {
        return (int) database.findings().stream()
                .filter(finding -> finding.status() == Status.REFUTED && finding.hazard() == Hazard.NOT_CHECKED)
                .count();
    }

    static String pairs(SortedMap<String, String> pairs, String between) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + between + (pair.getValue().isEmpty() ? "\"\"" : pair.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String shortCommit(String commit) {
        return COMMIT.matcher(commit).matches() ? commit.substring(0, SHORT_COMMIT) : commit;
    }
}
