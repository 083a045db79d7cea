package io.github.flygate.cli;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Nearest;
import io.github.flygate.model.SnapshotReport.Kept;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Origin;
import io.github.flygate.snapshot.Snapshot;
import io.github.flygate.snapshot.SnapshotEngine;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A configured database with the engine that keeps its snapshots.
 *
 * @param several whether the command works on others as well, so that messages must say which one they mean
 */
record SnapshotTarget(GateConfig config, SnapshotEngine engine, Map<String, String> environment, boolean several) {
    private static final int LONGEST_NAME = 200;

    /** The base, or with {@code head} all migrations of the working tree. */
    ProjectBase base(boolean head) {
        return head ? ProjectBase.workingTree(config, environment) : ProjectBase.find(config, environment);
    }

    /** What {@code save} makes a snapshot of. */
    ProjectBase toSave(boolean head) {
        if (!engine.savesDatabases()) {
            return base(head);
        }
        if (head) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "engine " + engine.name() + " saves databases as they are, whatever the migrations say",
                    "leave --head out");
        }
        return ProjectBase.none(config);
    }

    /**
     * What the configured base is now, as it is saved and as a check fills it with rows; empty when that cannot be told
     * here.
     *
     * @param unknown told why it cannot be told
     */
    List<BaseSpec> current(Consumer<String> unknown) {
        try {
            ProjectBase base = base(false);
            return List.of(base.spec(), base.withRows(config.contract().rows()).spec());
        } catch (FlygateException e) {
            unknown.accept(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** The snapshot of this name of this project's database. */
    Snapshot find(String name) {
        requireName(name);
        List<Snapshot> own = own();
        return own.stream()
                .filter(snapshot -> snapshot.name().equals(name))
                .min(Comparator.comparing(
                        snapshot -> !snapshot.origin().project().equals(project())))
                .orElseThrow(() -> unknown(name, own));
    }

    boolean has(String name) {
        return own().stream().anyMatch(snapshot -> snapshot.name().equals(name));
    }

    /**
     * Those with a name that belong to this database: made in a folder of this name, or in another clone, since they
     * begin with the same migration. A copy of a database does not say where it belongs.
     */
    private List<Snapshot> own() {
        List<Snapshot> named = engine.list().stream()
                .filter(snapshot -> !snapshot.name().isEmpty())
                .filter(snapshot -> snapshot.origin().database().isEmpty()
                        || snapshot.origin().database().equals(config.name()))
                .toList();
        String first = current(reason -> {}).stream()
                .findFirst()
                .map(spec -> spec.origin().first())
                .orElse("");
        return named.stream()
                .filter(snapshot -> isOwn(snapshot.origin(), first))
                .toList();
    }

    /** @param first the project's first migration; empty when it cannot be told here, and then the folder decides */
    private boolean isOwn(Origin origin, String first) {
        return first.isEmpty() || origin.first().isEmpty()
                ? origin.project().isEmpty() || origin.project().equals(project())
                : origin.first().equals(first);
    }

    String project() {
        Path name = config.project().getFileName();
        return name == null ? "" : name.toString();
    }

    private FlygateException unknown(String name, List<Snapshot> own) {
        List<String> names = own.stream().map(Snapshot::name).toList();
        String hint = Nearest.to(name, names)
                .map(near -> "did you mean " + near + "?")
                .orElse(
                        names.isEmpty()
                                ? "nothing is kept yet: `flygate snapshot save NAME` makes one"
                                : "`flygate snapshot list` shows what is there");
        return new FlygateException(ErrorCode.USAGE, "there is no snapshot " + name + ofDatabase(), hint);
    }

    /** For messages: nothing where there is only one. */
    String ofDatabase() {
        return several ? " of database " + config.name() : "";
    }

    /** @param bases what it is compared with; empty when there is nothing to compare it with */
    Kept kept(Snapshot snapshot, List<BaseSpec> bases) {
        Origin origin = snapshot.origin();
        return new Kept(
                snapshot.engine(),
                snapshot.id(),
                snapshot.name(),
                origin.project(),
                origin.database(),
                origin.version(),
                origin.migrations(),
                origin.commit(),
                snapshot.postgres(),
                snapshot.databases(),
                snapshot.created(),
                snapshot.used(),
                snapshot.bytes(),
                use(snapshot, bases).toLowerCase(Locale.ROOT));
    }

    /** The best that any of them can do with it. A copy of a database is one whatever the base is. */
    private static String use(Snapshot snapshot, List<BaseSpec> bases) {
        return snapshot.fingerprint().isEmpty()
                ? Snapshot.Use.COPY.name()
                : bases.stream()
                        .map(snapshot::use)
                        .min(Comparator.naturalOrder())
                        .map(Snapshot.Use::name)
                        .orElse("unknown");
    }

    /** Refuses what nobody could mean as a name. */
    static void requireName(String name) {
        String wrong = "";
        if (name.isBlank()) {
            wrong = "a snapshot needs a name";
        } else if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            wrong = "the name of a snapshot has at most " + LONGEST_NAME + " characters";
        } else if (name.codePoints().anyMatch(SnapshotTarget::isUnprintable)) {
            wrong = "the name of a snapshot has no control characters";
        }
        if (!wrong.isEmpty()) {
            throw new FlygateException(ErrorCode.USAGE, wrong, "choose another name, such as main");
        }
    }

    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }
}
