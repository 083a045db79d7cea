package io.github.flygate.contract;

import io.github.flygate.contract.ContractRequest.TeamStatement;
import io.github.flygate.model.Canary.Covered;
import io.github.flygate.rows.Assignment;
import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.RowMaker;
import io.github.flygate.rows.RowSchema;
import io.github.flygate.rows.RowTable;
import io.github.flygate.rows.Variant;
import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the old version can do on the base.
 *
 * @param working statements that the base accepts
 * @param pace how long each took
 * @param used relations that the team's statements use, as {@code schema.name}
 * @param written those of them that they may write
 */
record OldVersion(
        List<Probe> working,
        Pace pace,
        Gaps gaps,
        Covered covered,
        Set<String> used,
        Set<String> written,
        RowSchema schema,
        OldObjects objects) {

    /** Makes statements of everything in the base, and tries them there. */
    static OldVersion on(Login owner, ContractRequest request) throws SQLException {
        OldRole role = request.role();
        Gaps gaps = new Gaps();
        List<Probe> working = new ArrayList<>();
        Pace pace = new Pace();
        try (Trial trial = new Trial(() -> role.open(owner));
                Connection making = role.open(owner)) {
            making.setAutoCommit(false);
            RowSchema schema = RowSchema.read(making);
            OldObjects objects = OldObjects.read(making);
            RowMaker rows = new RowMaker(making, schema);
            TableProbes tables = new TableProbes(schema, rows, gaps);
            Keeping keeping = new Keeping(trial, working, pace, gaps);
            for (RowTable table : schema.tables().values()) {
                if (!table.ofExtension() && !request.skip().contains(table.says())) {
                    for (Probe probe : tables.of(table)) {
                        keeping.keep(probe);
                    }
                }
            }
            for (Probe probe : ObjectProbes.of(objects)) {
                keeping.keep(probe);
            }
            TeamProbes team = new TeamProbes(trial, gaps, relation -> values(schema, rows, relation));
            for (TeamStatement statement : request.statements()) {
                Optional<Probe> probe = team.of(statement);
                if (probe.isPresent()) {
                    keeping.keep(probe.get());
                }
            }
            making.rollback();
            return new OldVersion(
                    List.copyOf(working),
                    pace,
                    gaps,
                    covered(working, objects, schema),
                    team.used(),
                    team.written(),
                    schema,
                    objects);
        }
    }

    private static Map<String, String> values(RowSchema schema, RowMaker rows, String relation) throws SQLException {
        Optional<RowTable> table = schema.tables().values().stream()
                .filter(candidate -> candidate.says().equals(relation))
                .findFirst();
        if (table.isPresent() && rows.make(table.get(), Variant.FULL) instanceof Made made) {
            return made.values().stream().collect(Collectors.toMap(Assignment::column, Assignment::literal));
        }
        return Map.of();
    }

    private static Covered covered(List<Probe> working, OldObjects objects, RowSchema schema) {
        Set<String> relations = new HashSet<>();
        Set<String> written = new HashSet<>();
        Set<String> columns = new HashSet<>();
        Set<String> called = new HashSet<>();
        int teams = 0;
        for (Probe probe : working) {
            relations.add(probe.relation());
            if (probe.kind().equals("insert")) {
                written.add(probe.relation());
            }
            if (probe.kind().equals("select")) {
                probe.parts().forEach(part -> columns.add(part.object()));
                if (!probe.object().equals(probe.relation())) {
                    columns.add(probe.object());
                }
            }
            if (probe.kind().equals("call") || probe.kind().equals("cast")) {
                called.add(probe.object());
            }
            teams += probe.isTeams() ? 1 : 0;
        }
        written.retainAll(schema.tables().values().stream().map(RowTable::says).toList());
        return new Covered(
                (int) schema.tables().values().stream()
                        .filter(table -> relations.contains(table.says()))
                        .count(),
                (int) objects.views().stream()
                        .filter(view -> relations.contains(view.schema() + "." + view.name()))
                        .count(),
                columns.size(),
                (int) objects.sequences().stream()
                        .filter(sequence -> relations.contains(sequence.schema() + "." + sequence.name()))
                        .count(),
                (int) objects.routines().stream()
                        .filter(routine -> called.contains(routine.title()))
                        .count(),
                (int) objects.types().stream()
                        .filter(type -> called.stream()
                                .anyMatch(
                                        object -> object.equals(type.title()) || object.startsWith(type.title() + " ")))
                        .count(),
                teams,
                written.size());
    }
}
