package io.github.flygate.rows;

import io.github.flygate.rows.CheckSolver.Choice;
import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.Outcome.Unmade;
import io.github.flygate.rows.RowTable.Check;
import io.github.flygate.rows.RowTable.Column;
import io.github.flygate.rows.RowTable.ForeignKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tries a row until the table takes it, and lets the server's refusals say what to change. */
final class RowSearch {
    private static final int MOST_TRIES = 60;
    private static final String TIMED_OUT = "57014";

    private final Trial trial;
    private final RowSchema schema;
    private final Draft draft;
    private final Parents parents;
    private int despair;

    RowSearch(Trial trial, RowSchema schema, Draft draft, Parents parents) {
        this.trial = trial;
        this.schema = schema;
        this.draft = draft;
        this.parents = parents;
    }

    /** Leaves the row in the transaction when there is one. */
    Outcome search() throws SQLException {
        String reason = "";
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                return insert();
            } catch (SQLException e) {
                reason = Trial.says(e);
                if (!mend(e)) {
                    break;
                }
            }
        }
        return new Unmade(reason);
    }

    /** The search for the same row once more, with this one in the table. */
    RowSearch again() {
        parents.keep();
        despair = 0;
        // The server would refuse the row for one key after the other.
        Set<Integer> changed = new HashSet<>();
        for (RowTable.Key key : draft.table().keys()) {
            boolean plain = !key.exclusion()
                    && key.predicate().isEmpty()
                    && key.expressions().isEmpty();
            if (plain && draft.gives(key.columns()) && key.columns().stream().noneMatch(changed::contains)) {
                differ(key.columns()).ifPresent(changed::add);
            }
        }
        return this;
    }

    private Outcome insert() throws SQLException {
        Map<Integer, String> literals = literals();
        List<Assignment> values = new ArrayList<>();
        for (Column column : draft.table().columns()) {
            String literal = literals.get(column.number());
            if (literal != null) {
                values.add(new Assignment(column.name(), literal));
            }
        }
        List<String> statements = new ArrayList<>(parents.before());
        statements.add(RowInsert.of(draft.table(), values));
        if (!parents.open()) {
            statements.add("SET CONSTRAINTS ALL IMMEDIATE");
        }
        trial.all(statements);
        return new Made(values, parents.before());
    }

    private Map<Integer, String> literals() throws SQLException {
        Map<Integer, String> expressions = new TreeMap<>(draft.expressions());
        parents.pointAtItself(draft, expressions);
        Map<Integer, String> literals = draft.literals(expressions);
        literals.putAll(parents.pointing(draft, expressions, literals));
        return literals;
    }

    private boolean mend(SQLException e) throws SQLException {
        ServerErrorMessage server = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String state = String.valueOf(e.getSQLState());
        if (TIMED_OUT.equals(state)) {
            return false;
        }
        String constraint = server == null || server.getConstraint() == null ? "" : server.getConstraint();
        boolean here = server != null && draft.table().name().equals(server.getTable());
        boolean mended = switch (state) {
            case "23502" -> here && server != null && missing(String.valueOf(server.getColumn()));
            case "23505", "23P01" -> taken(constraint, server == null ? "" : String.valueOf(server.getTable()));
            case "23503" -> key(constraint).map(this::present).orElse(false);
            case "23514" -> unchecked(constraint);
            default -> false;
        };
        return mended || retreat(state);
    }

    private boolean missing(String name) throws SQLException {
        for (Choice choice : draft.choices().values()) {
            if (choice.column().name().equals(name)) {
                Optional<ForeignKey> key = draft.table().foreignKeys().stream()
                        .filter(each -> each.columns().contains(choice.column().number()))
                        .findFirst();
                return draft.fill(choice) || key.map(parents::freshen).orElse(false);
            }
        }
        return false;
    }

    private Optional<ForeignKey> key(String name) {
        return draft.table().foreignKeys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst();
    }

    /** A default points at nothing, or the row that it points at does not do. */
    private boolean present(ForeignKey key) {
        Map<Integer, Choice> choices = draft.choices();
        boolean filled = false;
        for (int number : key.columns()) {
            Choice choice = choices.get(number);
            filled |= choice != null && draft.fill(choice);
        }
        return filled || parents.freshen(key);
    }

    /** Another row has the same key. */
    private boolean taken(String constraint, String in) {
        Set<Integer> columns = keyColumns(constraint, in);
        if (columns.isEmpty()) {
            return false;
        }
        if (differ(columns).isPresent()) {
            return true;
        }
        for (ForeignKey each : draft.table().foreignKeys()) {
            if (each.columns().stream().anyMatch(columns::contains) && parents.freshen(each)) {
                return true;
            }
        }
        // The key hangs on something that the statement does not name.
        boolean numbered = draft.table().columns().stream()
                .anyMatch(column -> columns.contains(column.number()) && column.numbered());
        if (!numbered) {
            draft.choices().values().stream()
                    .filter(choice -> !parents.pointing(choice.column().number()))
                    .forEach(draft::differ);
        }
        return true;
    }

    /** Another value for the first of the columns that can get one. */
    private Optional<Integer> differ(Collection<Integer> columns) {
        Map<Integer, Choice> choices = draft.choices();
        for (int number : columns) {
            Choice choice = choices.get(number);
            if (choice == null && parents.pointedAtByItself(number)) {
                draft.bump(number);
                return Optional.of(number);
            }
            if (choice != null && !parents.pointing(number)) {
                if (!draft.fill(choice)) {
                    draft.differ(choice);
                }
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** The columns of the key; that of a partition has a name of its own, and its columns numbers of their own. */
    private Set<Integer> keyColumns(String constraint, String in) {
        RowTable table = draft.table();
        Set<Integer> columns = new LinkedHashSet<>();
        for (RowTable holder : schema.tables().values()) {
            if (!holder.equals(table) && !(holder.partition() && holder.name().equals(in))) {
                continue;
            }
            for (RowTable.Key key : holder.keys()) {
                if (key.name().equals(constraint)) {
                    table.columns().stream()
                            .filter(column -> key.expressions().contains(column.name())
                                    || key.columns().stream()
                                            .flatMap(number -> holder.column(number).stream())
                                            .anyMatch(other -> other.name().equals(column.name())))
                            .forEach(column -> columns.add(column.number()));
                }
            }
        }
        return columns;
    }

    /** Turns the columns of a check, or of the partition key, like the wheels of a counter. */
    private boolean unchecked(String constraint) {
        Set<Integer> columns = new LinkedHashSet<>();
        for (Check check : draft.table().checks()) {
            if (check.name().equals(constraint)) {
                columns.addAll(check.columns());
            }
        }
        for (Column column : draft.table().columns()) {
            if (schema.base(column).checks().stream()
                    .anyMatch(check -> check.name().equals(constraint))) {
                columns.add(column.number());
            }
        }
        if (columns.isEmpty()) {
            draft.table().columns().stream()
                    .filter(draft::decidesPartition)
                    .forEach(column -> columns.add(column.number()));
        }
        boolean unbounded = draft.table().columns().stream()
                .filter(column -> columns.contains(column.number()))
                .noneMatch(draft::bounded);
        boolean partition = constraint.isEmpty();
        Map<Integer, Choice> choices = draft.choices();
        for (int number : columns) {
            Choice choice = choices.get(number);
            if (choice != null && partition && unbounded) {
                draft.differ(choice);
                return true;
            }
            if (choice != null && draft.next(choice)) {
                return true;
            }
        }
        return false;
    }

    /** With a refusal that names nothing to change, asks for less and less. */
    private boolean retreat(String state) throws SQLException {
        despair++;
        boolean uncomputable = state.startsWith("22") || state.startsWith("42") || state.startsWith("XX");
        if (despair == 1 && uncomputable && draft.mendExpressions()) {
            return true;
        }
        if (despair <= 3) {
            draft.simplify(despair == 3);
            return true;
        }
        return false;
    }
}
