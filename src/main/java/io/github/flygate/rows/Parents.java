package io.github.flygate.rows;

import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.RowTable.Column;
import io.github.flygate.rows.RowTable.ForeignKey;
import io.github.flygate.rows.RowTable.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rows that a row points at: one that is there, or one that is made for it. */
final class Parents {
    private static final int DEEPEST = 12;

    private final Trial trial;
    private final RowSchema schema;
    private final RowTable table;

    /** The rows that wait for this one, with the literals that they are going to have, by table. */
    private final Map<Long, Map<Integer, String>> waiting;

    private final Set<ForeignKey> fresh = new HashSet<>();
    private final Map<ForeignKey, Map<Integer, String>> found = new HashMap<>();
    private final Map<ForeignKey, Map<Integer, String>> there;
    private final Set<String> before = new LinkedHashSet<>();
    private final Set<Integer> pointing = new HashSet<>();

    Parents(Trial trial, RowSchema schema, RowTable table, Map<Long, Map<Integer, String>> waiting) {
        this(trial, schema, table, waiting, new HashMap<>());
    }

    private Parents(
            Trial trial,
            RowSchema schema,
            RowTable table,
            Map<Long, Map<Integer, String>> waiting,
            Map<ForeignKey, Map<Integer, String>> there) {
        this.trial = trial;
        this.schema = schema;
        this.table = table;
        this.waiting = waiting;
        this.there = there;
    }

    /** For another row of the same table, which may point at the same rows that are there. */
    Parents anew() {
        return new Parents(trial, schema, table, waiting, there);
    }

    /** Statements that come first. */
    List<String> before() {
        return List.copyOf(before);
    }

    /** A row waits for this one at which this one points, so that not all can be checked yet. */
    boolean open() {
        return !waiting.isEmpty();
    }

    /** The column points at another row. */
    boolean pointing(int column) {
        return pointing.contains(column);
    }

    /** Rows of the table point at rows of the table by this column. */
    boolean pointedAtByItself(int column) {
        return table.foreignKeys().stream()
                .anyMatch(key -> key.referenced() == table.oid()
                        && key.referencedColumns().contains(column));
    }

    /** The rows made so far are in the table now. */
    void keep() {
        before.clear();
        fresh.clear();
    }

    /** The next row points at one that is made for it; false when it did so already. */
    boolean freshen(ForeignKey key) {
        found.remove(key);
        return key.referenced() != table.oid() && fresh.add(key);
    }

    /** A row that points at its own table points at itself. */
    void pointAtItself(Draft draft, Map<Integer, String> expressions) {
        for (ForeignKey key : table.foreignKeys()) {
            boolean active = key.columns().stream()
                    .flatMap(number -> table.column(number).stream())
                    .noneMatch(column -> draft.isNull(column, expressions));
            if (key.referenced() != table.oid() || !active) {
                continue;
            }
            for (int i = 0; i < key.columns().size(); i++) {
                Optional<Column> from = table.column(key.columns().get(i));
                Optional<Column> to = table.column(key.referencedColumns().get(i));
                if (from.isPresent() && to.isPresent()) {
                    String value = expressions.computeIfAbsent(to.get().number(), number -> draft.plain(to.get()));
                    expressions.put(
                            from.get().number(),
                            PlainValues.cast(value, schema.base(from.get()).name()));
                }
            }
        }
    }

    /** The values of the columns that point elsewhere. */
    Map<Integer, String> pointing(Draft draft, Map<Integer, String> expressions, Map<Integer, String> own)
            throws SQLException {
        pointing.clear();
        Map<Integer, String> values = new TreeMap<>();
        for (ForeignKey key : table.foreignKeys()) {
            boolean active = key.columns().stream()
                    .flatMap(number -> table.column(number).stream())
                    .noneMatch(column -> draft.isNull(column, expressions));
            if (active && key.referenced() != table.oid()) {
                Map<Integer, String> target = found.get(key);
                if (target == null) {
                    target = fresh.contains(key) ? Map.of() : existing(key, values);
                    target = target.isEmpty() ? made(key, own) : target;
                    found.put(key, target);
                }
                values.putAll(target);
                pointing.addAll(key.columns());
            }
        }
        return values;
    }

    /** A row that is there, and one that nobody points at where only one may. */
    private Map<Integer, String> existing(ForeignKey key, Map<Integer, String> bound) throws SQLException {
        RowTable parent = schema.tables().get(key.referenced());
        if (parent == null || waiting.containsKey(parent.oid())) {
            return Map.of();
        }
        boolean free = key.columns().stream().noneMatch(bound::containsKey);
        if (free && there.containsKey(key)) {
            return there.get(key);
        }
        List<String> columns = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        List<String> pointed = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            int number = key.columns().get(i);
            String referenced = "p." + name(parent, key.referencedColumns().get(i));
            columns.add(referenced);
            conditions.add(referenced + " IS NOT NULL");
            pointed.add("c." + name(table, number) + " = " + referenced);
            if (bound.containsKey(number)) {
                conditions.add(referenced + " = " + bound.get(number));
            }
        }
        if (table.keys().stream().anyMatch(each -> alone(each, key))) {
            conditions.add(
                    "NOT EXISTS (SELECT FROM " + table.quoted() + " AS c WHERE " + String.join(" AND ", pointed) + ")");
        }
        String sql = "SELECT " + String.join(", ", columns) + " FROM " + (parent.kind() == Kind.TABLE ? "ONLY " : "")
                + parent.quoted() + " AS p WHERE " + String.join(" AND ", conditions) + " ORDER BY "
                + String.join(", ", columns) + " LIMIT 1";
        Map<Integer, String> values = trial.tried(sql, row -> {
                    Map<Integer, String> found = new TreeMap<>();
                    if (row.next()) {
                        for (int i = 0; i < key.columns().size(); i++) {
                            put(found, key.columns().get(i), SqlText.literal(row.getString(i + 1)));
                        }
                    }
                    return found;
                })
                .orElse(Map.of());
        if (free) {
            there.put(key, values);
        }
        return values;
    }

    private static boolean alone(RowTable.Key unique, ForeignKey key) {
        return !unique.columns().isEmpty() && key.columns().containsAll(unique.columns());
    }

    private static String name(RowTable table, int column) {
        return table.column(column).map(Column::quoted).orElse("NULL");
    }

    private void put(Map<Integer, String> values, int number, String text) {
        table.column(number).ifPresent(column -> values.put(number, text + "::" + column.type()));
    }

    /** Makes the row that is missing, or foresees that of a row that waits for this one. */
    private Map<Integer, String> made(ForeignKey key, Map<Integer, String> own) throws SQLException {
        RowTable parent = schema.tables().get(key.referenced());
        if (parent == null || !parent.writable() || waiting.size() > DEEPEST) {
            throw new SQLException("there is no row to point at for foreign key \"" + key.name() + "\"");
        }
        Map<Integer, String> foreseen = waiting.get(parent.oid());
        if (foreseen != null) {
            before.add("SET CONSTRAINTS ALL DEFERRED");
            return values(key, foreseen);
        }
        Map<Long, Map<Integer, String>> below = new HashMap<>(waiting);
        below.put(table.oid(), own);
        Draft draft = new Draft(trial, schema, parent, Variant.MANDATORY).requiring(key.referencedColumns());
        RowSearch search = new RowSearch(trial, schema, draft, new Parents(trial, schema, parent, below));
        Outcome outcome = trial.undone(() -> search.search());
        if (outcome instanceof Made row) {
            before.addAll(row.before());
            before.add(row.insert(parent));
            Map<Integer, String> literals = new TreeMap<>();
            for (Assignment value : row.values()) {
                parent.columns().stream()
                        .filter(column -> column.name().equals(value.column()))
                        .forEach(column -> literals.put(column.number(), value.literal()));
            }
            return values(key, literals);
        }
        throw new SQLException("no row to point at for foreign key \"" + key.name() + "\": "
                + (outcome instanceof Outcome.Unmade unmade ? unmade.reason() : ""));
    }

    private Map<Integer, String> values(ForeignKey key, Map<Integer, String> literals) throws SQLException {
        Map<Integer, String> values = new TreeMap<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String literal = literals.get(key.referencedColumns().get(i));
            if (literal == null) {
                throw new SQLException(
                        "the key that foreign key \"" + key.name() + "\" points at is not known beforehand");
            }
            int number = key.columns().get(i);
            table.column(number).ifPresent(column -> {
                String cast = "::" + column.type();
                values.put(number, literal.endsWith(cast) ? literal : "(" + literal + ")" + cast);
            });
        }
        return values;
    }
}
