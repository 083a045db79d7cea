package io.github.flygate.contract;

import io.github.flygate.migration.Change;
import io.github.flygate.migration.Migration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which file has to do with an object that two databases do not have in common. */
final class FilesOfObjects {
    private final FromNothingRequest request;
    private final Makers fromBase;
    private final Makers fromNothing;

    FilesOfObjects(FromNothingRequest request, Makers fromBase, Makers fromNothing) {
        this.request = request;
        this.fromBase = fromBase;
        this.fromNothing = fromNothing;
    }

    /**
     * The file that was seen to change it; else one that head edited or removed, else any, that names it or the relation
     * it belongs to; else the last one.
     */
    Migration of(Unlike unlike) {
        return fromBase.of(unlike.key())
                .or(() -> fromNothing.of(unlike.key()))
                .flatMap(this::script)
                .or(() -> naming(edited(), unlike))
                // What only applied files make is the same in both, so that a callback comes before them.
                .or(() -> naming(request.plan().callbacks(), unlike))
                .or(() -> naming(request.head(), unlike).map(this::orItsBaseline))
                .orElseGet(this::last);
    }

    /** What ran in place of it in the empty database, if it did not run there itself. */
    private Migration orItsBaseline(Migration file) {
        return fromNothing.ran(file)
                ? file
                : last(request.head(), other -> other.kind() == Migration.Kind.BASELINE && fromNothing.ran(other))
                        .orElse(file);
    }

    /** The file that Flyway names; empty when it names none of them. */
    Optional<Migration> script(String script) {
        return last(
                request.head(),
                migration -> !script.isEmpty()
                        && (migration.script().equals(script)
                                || migration.script().endsWith("/" + script)));
    }

    /** The last pending file, or the last at all when none is pending. */
    Migration last() {
        List<Migration> pending = request.plan().pending();
        List<Migration> from = pending.isEmpty() ? request.head() : pending;
        return from.get(from.size() - 1);
    }

    private List<Migration> edited() {
        List<Change> edited = request.plan().edited();
        Predicate<Migration> isEdited =
                migration -> edited.stream().anyMatch(change -> change.file().equals(migration.file()));
        // The text of a file that is gone is the base's; that of another is worth more as it is now.
        return Stream.concat(
                        request.plan().applied().stream().filter(isEdited),
                        request.head().stream().filter(isEdited))
                .toList();
    }

    private static Optional<Migration> naming(List<Migration> files, Unlike unlike) {
        String object = unlike.key().replaceFirst("\\(.*", "");
        return last(files, names(lastPart(object)))
                .or(() -> unlike.relation().isEmpty()
                        ? Optional.empty()
                        : last(files, names(lastPart(unlike.relation()))));
    }

    private static Optional<Migration> last(List<Migration> files, Predicate<Migration> wanted) {
        return files.stream().filter(wanted).reduce((earlier, later) -> later);
    }

    private static String lastPart(String name) {
        String text = name.substring(name.lastIndexOf(' ') + 1);
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private static Predicate<Migration> names(String name) {
        Pattern word = Pattern.compile(
                "(?<![\\w$])" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?![\\w$])",
                Pattern.UNICODE_CHARACTER_CLASS);
        return migration ->
                word.matcher(text(migration).toLowerCase(Locale.ROOT)).find();
    }

    private static String text(Migration migration) {
        return migration.kind().isJava()
                ? new String(migration.source().bytes(), java.nio.charset.StandardCharsets.UTF_8)
                : migration.content();
    }
}
