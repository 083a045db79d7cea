package io.github.flygate.cli;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.model.SnapshotReport;
import io.github.flygate.model.SnapshotReport.Kept;
import io.github.flygate.report.SnapshotReports;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Snapshot;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Saves the databases of a project under one name, all of them or none. */
record SnapshotSaving(String command, List<SnapshotTarget> targets, Saving saving, boolean head, List<String> notes) {
    private static final Pattern ENDED = Pattern.compile("ended [1-9][0-9]* sessions?");

    SnapshotSaving(String command, List<SnapshotTarget> targets, Saving saving, boolean head) {
        this(command, targets, saving, head, new ArrayList<>());
    }

    private record Ready(SnapshotTarget target, BaseSpec spec, ProjectBase base) {}

    SnapshotReport run(Progress shown) {
        // Whom an engine has sent away is worth a line however quickly it went.
        Progress progress = what -> {
            if (ENDED.matcher(what).matches()) {
                notes.add(what);
            }
            shown.step(what);
        };
        List<Ready> all = new ArrayList<>();
        for (SnapshotTarget target : targets) {
            progress.step("looking for the migrations" + target.ofDatabase());
            ProjectBase base = target.toSave(head);
            all.add(new Ready(target, base.spec(), base));
        }
        if (all.size() > 1) {
            // Before the first of them gets its name.
            all.forEach(
                    one -> one.target().engine().prepare(one.spec(), one.base().builder(), progress));
        }
        List<Kept> kept = new ArrayList<>();
        List<Runnable> undo = new ArrayList<>();
        for (Ready one : all) {
            try {
                Snapshot snapshot = one.target()
                        .engine()
                        .save(saving, one.spec(), one.base().builder(), progress);
                undo.add(() -> one.target().engine().remove(snapshot));
                kept.add(one.target().kept(snapshot, List.of(one.spec())));
            } catch (FlygateException e) {
                takeBack(undo, e);
                throw e;
            }
        }
        return new SnapshotReport(command, kept, List.of(), List.of(), List.of());
    }

    /** What replaced another one stays: the other one is gone. */
    private void takeBack(List<Runnable> undo, FlygateException reason) {
        if (saving.replace()) {
            return;
        }
        for (Runnable one : undo) {
            try {
                one.run();
            } catch (FlygateException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private static String content(Kept kept) {
        if (kept.use().equals("copy")) {
            return "copy of " + String.join(", ", kept.databases());
        }
        return (kept.version().isEmpty() ? "" : "version " + kept.version() + ", ")
                + kept.migrations()
                + (kept.migrations() == 1 ? " migration" : " migrations");
    }

    String text(SnapshotReport report) {
        StringBuilder text = new StringBuilder();
        for (Kept kept : report.snapshots()) {
            text.append("saved ")
                    .append(kept.name())
                    .append(report.snapshots().size() > 1 ? " of database " + kept.database() : "")
                    .append(": ")
                    .append(content(kept))
                    .append(", ")
                    .append(SnapshotReports.size(kept.bytes()))
                    .append(", engine ")
                    .append(kept.engine())
                    .append('\n');
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }
}
