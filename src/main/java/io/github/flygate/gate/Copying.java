package io.github.flygate.gate;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Engine;

/** Gives copies of one base. */
record Copying(Engine engine, ProjectBase base, Progress progress) {
    Database open() {
        return engine.open(base.spec(), base.builder(), progress);
    }

    /** For copies that are made while something else is told. */
    Copying silently() {
        return new Copying(engine, base, Progress.none());
    }

    /** The database before its first migration. */
    Database openEmpty() {
        return engine.open(base.emptySpec(), owner -> {}, progress);
    }

    /** A copy that never had made-up rows, as far as anybody can see. */
    Database openWithoutRows() {
        Database copy = open();
        try {
            base.removeRows(copy.superuser());
            return copy;
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }
}
