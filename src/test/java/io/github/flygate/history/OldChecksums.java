package io.github.flygate.history;

import io.github.flygate.migration.Migration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A forecast with checksums as Flyway 9 takes and compares them. */
final class OldChecksums {
    /** Stands for null where null must not agree with everything. */
    private static final int NULL = Integer.MIN_VALUE;

    private OldChecksums() {}

    static Said said(ForecastRequest request) {
        List<Migration> files =
                request.migrations().stream().map(OldChecksums::replaced).toList();
        Map<String, Optional<Integer>> ofClasses = new HashMap<>();
        request.javaChecksums().forEach((name, checksum) -> ofClasses.put(name, marked(checksum)));
        List<HistoryRow> rows = request.history().stream()
                .map(row -> withChecksum(row, marked(accepted(row, files))))
                .toList();
        Said marked = Said.of(
                Forecast.of(new ForecastRequest(
                        files, rows, request.flyway(), request.schema(), request.target(), true, ofClasses)),
                true);
        List<HistoryRow> written = marked.written().stream()
                .map(row -> withChecksum(row, row.checksum().filter(checksum -> checksum != NULL)))
                .toList();
        return new Said(marked.info(), marked.validate(), marked.start(), marked.migrate(), written);
    }

    private static Migration replaced(Migration file) {
        if (file.kind() != Migration.Kind.REPEATABLE) {
            return file;
        }
        String name = file.script().substring(file.script().lastIndexOf('/') + 1);
        String text = file.content().replace("${p}", "1").replace("${flyway:filename}", name);
        int checksum = copy(file, 0, text).rawChecksum();
        return copy(file, checksum, file.content());
    }

    private static Migration copy(Migration file, int checksum, String text) {
        return new Migration(
                file.kind(),
                file.script(),
                file.file(),
                file.path(),
                file.version(),
                file.description(),
                checksum,
                text,
                file.conf());
    }

    /** That of the raw text is as good as the other. */
    private static Optional<Integer> accepted(HistoryRow row, List<Migration> files) {
        return files.stream()
                .filter(file -> row.version().isEmpty()
                        && file.kind() == Migration.Kind.REPEATABLE
                        && file.description().equals(row.description())
                        && row.checksum().equals(Optional.of(file.rawChecksum())))
                .findFirst()
                .map(file -> Optional.of(file.checksum()))
                .orElse(row.checksum());
    }

    private static Optional<Integer> marked(Optional<Integer> checksum) {
        return Optional.of(checksum.orElse(NULL));
    }

    private static HistoryRow withChecksum(HistoryRow row, Optional<Integer> checksum) {
        return new HistoryRow(
                row.installedRank(),
                row.version(),
                row.description(),
                row.type(),
                row.script(),
                checksum,
                row.success());
    }
}
