package io.github.flygate.report;

import io.github.flygate.model.SnapshotReport;
import io.github.flygate.model.SnapshotReport.Copy;
import io.github.flygate.model.SnapshotReport.Kept;
import io.github.flygate.model.SnapshotReport.Restored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Prints what a command on snapshots found or did. */
public final class SnapshotReports {
    private static final int SCHEMA_VERSION = 1;
    private static final int SHORT_COMMIT = 8;
    private static final int NAME_SHOWN = 40;

    private SnapshotReports() {}

    /** For machines: every key is always there, whatever the command; what is absent is null. No password is in it. */
    public static String json(SnapshotReport report) {
        try {
            return JsonFields.document(json -> {
                json.open();
                json.number("schemaVersion", SCHEMA_VERSION);
                json.text("command", report.command());
                json.list("snapshots", report.snapshots(), kept -> kept(json, kept));
                json.list("copies", report.copies(), copy -> copy(json, copy));
                json.list("restored", report.restored(), restored -> restored(json, restored));
                json.texts("leftovers", report.leftovers());
                json.close();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("a text takes all that is written to it", e);
        }
    }

    private static void kept(JsonFields json, Kept kept) throws IOException {
        json.open();
        json.textOrNull("name", kept.name());
        json.text("engine", kept.engine());
        json.text("id", kept.id());
        json.textOrNull("project", kept.project());
        json.textOrNull("database", kept.database());
        json.open("base");
        json.textOrNull("version", kept.version());
        json.number("migrations", kept.migrations());
        json.textOrNull("commit", kept.commit());
        json.close();
        json.text("postgres", kept.postgres());
        json.texts("databases", kept.databases());
        json.text("created", kept.created().toString());
        json.text("used", kept.used().toString());
        json.number("bytes", kept.bytes());
        json.text("use", kept.use());
        json.close();
    }

    private static void copy(JsonFields json, Copy copy) throws IOException {
        json.open();
        json.text("id", copy.id());
        json.text("engine", copy.engine());
        json.textOrNull("snapshot", copy.snapshot());
        json.text("database", copy.database());
        json.text("url", copy.url());
        json.number("port", copy.port());
        json.text("user", copy.user());
        json.text("since", copy.since().toString());
        json.close();
    }

    private static void restored(JsonFields json, Restored restored) throws IOException {
        json.open();
        json.textOrNull("snapshot", restored.snapshot());
        json.texts("databases", restored.databases());
        json.number("endedSessions", restored.endedSessions());
        json.milliseconds("missingMs", restored.missingMs());
        json.close();
    }

    /** A table, one line each where the page is wide enough. */
    public static String table(List<Kept> snapshots, Instant now, Reports.Style style) {
        TextTable table = new TextTable(
                "NAME", "USE", "VERSION", "MIGRATIONS", "COMMIT", "AGE", "SIZE", "DATABASES", "POSTGRES", "ENGINE");
        for (Kept kept : snapshots) {
            table.row(
                    kept.name().isEmpty() ? "-" : SafeText.cut(SafeText.line(kept.name()), NAME_SHOWN),
                    kept.use(),
                    orDash(kept.version()),
                    kept.use().equals("copy") ? "-" : Integer.toString(kept.migrations()),
                    orDash(kept.commit()
                            .substring(0, Math.min(SHORT_COMMIT, kept.commit().length()))),
                    age(kept.created(), now),
                    size(kept.bytes()),
                    String.join(", ", kept.databases()),
                    kept.postgres(),
                    kept.engine());
        }
        Page page = new Page(style);
        table.print(page, 0);
        return page.toString();
    }

    /** A table of running copies. */
    public static String copies(List<Copy> copies, Instant now, Reports.Style style) {
        TextTable table = new TextTable("RUNNING COPY", "SNAPSHOT", "AGE", "USER", "URL");
        for (Copy copy : copies) {
            table.row(
                    copy.id(),
                    copy.snapshot().isEmpty() ? "-" : SafeText.cut(SafeText.line(copy.snapshot()), NAME_SHOWN),
                    age(copy.since(), now),
                    copy.user(),
                    copy.url());
        }
        Page page = new Page(style);
        table.print(page, 0);
        return page.toString();
    }

    /** Such as {@code 7.6 MB}. */
    public static String size(long bytes) {
        return Words.bytes(bytes);
    }

    private static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.isNegative() || age.toMinutes() == 0) {
            return "now";
        }
        if (age.toHours() == 0) {
            return age.toMinutes() + "min";
        }
        return age.toDays() == 0 ? age.toHours() + "h" : age.toDays() + "d";
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
