package io.github.flygate.contract;

import io.github.flygate.contract.OldObjects.Routine;
import io.github.flygate.contract.OldObjects.Sequence;
import io.github.flygate.contract.OldObjects.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What an application does with views, sequences, routines and types. */
final class ObjectProbes {
    private ObjectProbes() {}

    static List<Probe> of(OldObjects objects) {
        List<Probe> probes = new ArrayList<>();
        objects.views().forEach(view -> probes.addAll(view(view)));
        objects.sequences().forEach(sequence -> probes.add(sequence(sequence)));
        for (Routine routine : objects.routines()) {
            probes.add(routine(routine));
            if (!routine.columns().isEmpty()) {
                probes.add(rows(routine));
            }
        }
        objects.types().forEach(type -> probes.addAll(type(type)));
        return probes;
    }

    private static List<Probe> view(View view) {
        String says = view.schema() + "." + view.name();
        String quoted = quoted(view.schema(), view.name());
        List<Probe> probes = new ArrayList<>(TableProbes.selects(says, quoted, view.columns()));
        String columns = Sql.identifiers(view.columns());
        if (view.materialized()) {
            probes.add(new Probe(says, says, "refresh", "refresh materialized view concurrently " + quoted)
                    .whenPossible());
        }
        if (view.insertable() && !view.columns().isEmpty()) {
            probes.add(new Probe(
                    says,
                    says,
                    "insert",
                    "insert into " + quoted + " (" + columns + ") select " + columns + " from " + quoted + " limit 0"));
        }
        if (view.updatable() && !view.columns().isEmpty()) {
            String column = Sql.identifier(view.columns().get(0));
            probes.add(new Probe(
                    says, says, "update", "update " + quoted + " set " + column + " = " + column + " where false"));
            probes.add(new Probe(says, says, "delete", "delete from " + quoted + " where false"));
        }
        return probes;
    }

    private static Probe sequence(Sequence sequence) {
        String says = sequence.schema() + "." + sequence.name();
        String name = Sql.literal(quoted(sequence.schema(), sequence.name()));
        return new Probe(says, says, "nextval", "select nextval(" + name + ")");
    }

    private static Probe routine(Routine routine) {
        return call(routine, Samples::of).orElse(call(routine, Samples::nothing));
    }

    /** The columns of the rows that a function returns. */
    private static Probe rows(Routine routine) {
        String from = " from " + expression(routine, Samples::of) + " limit 1";
        List<Probe> parts = routine.columns().stream()
                .map(column -> new Probe(
                        routine.title() + " " + column, "", "call", "select " + Sql.identifier(column) + from))
                .toList();
        return new Probe(routine.title(), "", "call", "select " + Sql.identifiers(routine.columns()) + from)
                .withParts(parts)
                .whenPossible();
    }

    private static Probe call(Routine routine, UnaryOperator<String> value) {
        String call = expression(routine, value);
        return new Probe(routine.title(), "", "call", (routine.kind().equals("p") ? "call " : "select ") + call);
    }

    private static String expression(Routine routine, UnaryOperator<String> value) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < routine.arguments().size(); i++) {
            boolean rest = routine.variadic() && i == routine.arguments().size() - 1;
            arguments.add(
                    (rest ? "variadic " : "") + value.apply(routine.arguments().get(i)));
        }
        return quoted(routine.schema(), routine.name()) + "(" + String.join(", ", arguments) + ")";
    }

    private static List<Probe> type(OldObjects.Type type) {
        String name = quoted(type.schema(), type.name());
        if (type.isEnum()) {
            return type.labels().stream()
                    .map(label -> new Probe(
                            type.title() + " " + label, "", "cast", "select " + Sql.literal(label) + "::" + name))
                    .toList();
        }
        String sample = Samples.of(type.base());
        return List.of(new Probe(type.title(), "", "cast", "select (" + sample + ")::" + name)
                .orElse(new Probe(type.title(), "", "cast", "select null::" + name)));
    }

    private static String quoted(String schema, String name) {
        return Sql.identifier(schema) + "." + Sql.identifier(name);
    }
}
