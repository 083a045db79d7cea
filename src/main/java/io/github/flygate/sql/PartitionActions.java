package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.github.flygate.fact.ChangePartition;
import io.github.flygate.fact.TableFact;
import java.util.List;

/** Makes, attaches and detaches partitions, and changes inheritance. */
final class PartitionActions {
    private final Draft draft;
    private final TableFact table;
    private final String kind;

    PartitionActions(Draft draft, TableFact table, String kind) {
        this.draft = draft;
        this.table = table;
        this.kind = kind;
    }

    /** {@code CREATE TABLE … PARTITION OF}. */
    static void create(Draft draft, TableFact parent, TableFact made) {
        draft.lock(parent, ACCESS_EXCLUSIVE);
        draft.facts.add(new ChangePartition(parent, made, "create", false, "", List.of()));
    }

    /** Reads one action; false when it is none of these. */
    boolean read(Cursor at) {
        if (at.eat("attach", "partition")) {
            attach(at);
        } else if (at.eat("detach", "partition")) {
            detach(at);
        } else if (at.eat("no", "inherit") || at.eat("inherit")) {
            draft.lock(table, ACCESS_EXCLUSIVE);
            draft.existing(at.name(), "table");
            draft.changes.add(() -> draft.schema.touch(table.name(), kind).inherits = true);
        } else {
            return false;
        }
        return true;
    }

    private void detach(Cursor at) {
        TableFact child = draft.existing(at.name(), kind);
        boolean concurrently = at.eat("concurrently");
        boolean weak = concurrently || at.eat("finalize");
        draft.concurrently |= concurrently;
        draft.refusesTransaction |= concurrently;
        draft.lock(table, weak ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
        boolean weakChild = draft.settings.postgresMajor() < 14;
        draft.lock(child, weakChild ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
        draft.facts.add(new ChangePartition(table, child, "detach", weak, "", List.of()));
        draft.changes.add(() -> draft.schema.touch(child.name(), kind).parents.remove(table.name()));
    }

    private void attach(Cursor at) {
        TableFact child = draft.existing(at.name(), kind);
        draft.lock(table, SHARE_UPDATE_EXCLUSIVE);
        draft.lock(child, ACCESS_EXCLUSIVE);
        if (kind.equals("index")) {
            return;
        }
        draft.changes.add(() -> draft.schema.touch(child.name(), kind).partitionOf(table.name()));
        draft.works("scan", child);
        boolean scanned = !child.createdInThisMigration() && !draft.schema.look(child.name()).checked;
        List<String> scans = scanned ? List.of(child.name()) : List.of();
        draft.facts.add(new ChangePartition(table, child, "attach", false, "", scans));
        if (at.eat("default")) {
            return;
        }
        at.expect("for", "values");
        if (at.eat("in")) {
            at.parenthesised();
        } else if (at.eat("with")) {
            at.parenthesised();
        } else {
            at.expect("from").parenthesised();
            at.expect("to").parenthesised();
        }
    }
}
