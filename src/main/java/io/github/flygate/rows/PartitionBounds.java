package io.github.flygate.rows;

import io.github.flygate.rows.RowSchema.Based;
import io.github.flygate.rows.RowTable.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which values of a partition key lead to which partition, read off the bounds as the server prints them. */
final class PartitionBounds {
    private static final String LOWEST = "MINVALUE";
    private static final String HIGHEST = "MAXVALUE";
    private static final Set<String> WHOLE = Set.of("int2", "int4", "int8");

    /**
     * What a bound says of one column.
     *
     * @param from literal, or MINVALUE; for a list one of its values
     * @param to literal, MAXVALUE, or empty when only {@code from} itself is known to fit
     */
    private record Piece(String from, String to) {}

    /** For one column, what each leaf says of it; null where a leaf says nothing. */
    static final class Spread {
        private final List<Map<String, Piece>> leaves;
        private final String column;

        Spread(List<Map<String, Piece>> leaves, String column) {
            this.leaves = leaves;
            this.column = column;
        }

        /** A value that goes from leaf to leaf as n grows. */
        String value(Based based, String plain, String n) {
            if (leaves.size() == 1) {
                return one(leaves.get(0).get(column), based, plain, n);
            }
            StringBuilder value = new StringBuilder("CASE " + n + " % " + leaves.size());
            for (int i = 0; i < leaves.size(); i++) {
                value.append(" WHEN ").append(i).append(" THEN ");
                value.append(one(leaves.get(i).get(column), based, plain, "(" + n + " / " + leaves.size() + ")"));
            }
            return PlainValues.cast(value.append(" END").toString(), based.name());
        }

        private static String one(@Nullable Piece piece, Based based, String plain, String n) {
            if (piece == null) {
                return plain;
            }
            String type = based.name();
            String kind = based.type().map(RowType::bareName).orElse("");
            boolean open = piece.from().equals(LOWEST);
            if (open && (piece.to().equals(HIGHEST) || piece.to().isEmpty())) {
                return plain;
            }
            String start = PlainValues.cast(open ? piece.to() : piece.from(), type);
            String step = WHOLE.contains(kind) || kind.equals("numeric")
                    ? n
                    : kind.equals("date")
                            ? "(" + n + ")::int"
                            : kind.startsWith("timestamp") ? n + " * interval '1 minute'" : "";
            String one =
                    WHOLE.contains(kind) || kind.equals("numeric") || kind.equals("date") ? "1" : "interval '1 minute'";
            if (step.isEmpty()) {
                return open ? plain : start;
            }
            if (open) {
                return PlainValues.cast(start + " - " + one + " - " + step, type);
            }
            if (piece.to().equals(HIGHEST)) {
                return PlainValues.cast(start + " + " + step, type);
            }
            return piece.to().isEmpty() ? start : within(start, PlainValues.cast(piece.to(), type), kind, type, n);
        }

        private static String within(String from, String to, String kind, String type, String n) {
            if (WHOLE.contains(kind)) {
                return PlainValues.cast(from + " + " + n + " % (" + to + " - " + from + ")", type);
            }
            if (kind.equals("date")) {
                return PlainValues.cast(from + " + (" + n + " % (" + to + " - " + from + "))::int", type);
            }
            return PlainValues.cast(from + " + (" + to + " - " + from + ") * (" + n + " % 97 / 97.0)", type);
        }
    }

    private PartitionBounds() {}

    /** By column name; nothing for a table that has to do with no partitions. */
    static Map<String, Spread> of(RowSchema schema, RowTable table) {
        if (table.kind() != Kind.PARTITIONED && !table.partition()) {
            return Map.of();
        }
        List<Map<String, Piece>> leaves = new ArrayList<>();
        Map<String, Piece> above = new HashMap<>();
        RowTable at = table;
        while (at != null && at.partition()) {
            RowTable parent = schema.tables().get(at.parent());
            if (parent != null) {
                pieces(parent, at).forEach(above::putIfAbsent);
            }
            at = parent;
        }
        descend(schema, table, above, leaves);
        Map<String, Spread> spreads = new LinkedHashMap<>();
        for (Map<String, Piece> leaf : leaves) {
            leaf.keySet().forEach(column -> spreads.putIfAbsent(column, new Spread(leaves, column)));
        }
        return spreads;
    }

    private static void descend(
            RowSchema schema, RowTable table, Map<String, Piece> above, List<Map<String, Piece>> leaves) {
        if (table.kind() != Kind.PARTITIONED) {
            leaves.add(above);
            return;
        }
        for (RowTable part : schema.tables().values()) {
            if (part.partition() && part.parent() == table.oid() && part.kind() != Kind.FOREIGN) {
                Map<String, Piece> here = new HashMap<>(above);
                here.putAll(pieces(table, part));
                descend(schema, part, here, leaves);
            }
        }
    }

    private static Map<String, Piece> pieces(RowTable parent, RowTable part) {
        Map<String, Piece> pieces = new HashMap<>();
        List<List<String>> lists = lists(part.bound());
        boolean range = parent.partitioning().equals("r") && lists.size() == 2;
        boolean list = parent.partitioning().equals("l") && lists.size() == 1;
        if (!range && !list) {
            return pieces;
        }
        List<Integer> columns = parent.partitionColumns();
        for (int i = 0; i < columns.size() && i < lists.get(0).size(); i++) {
            String from = lists.get(0).get(i);
            if (list) {
                from = lists.get(0).stream()
                        .filter(value -> !value.equals("NULL"))
                        .findFirst()
                        .orElse("NULL");
            }
            String to = range && columns.size() == 1 ? lists.get(1).get(i) : "";
            Piece piece =
                    new Piece(from, range && from.equals(LOWEST) ? lists.get(1).get(i) : to);
            parent.column(columns.get(i)).ifPresent(column -> pieces.put(column.name(), piece));
        }
        return pieces;
    }

    /** The lists in parentheses, each with its literals. */
    private static List<List<String>> lists(String bound) {
        List<List<String>> lists = new ArrayList<>();
        for (String part : SqlText.parts(bound)) {
            if (part.startsWith("'")) {
                if (!lists.isEmpty()) {
                    lists.get(lists.size() - 1).add(part);
                }
                continue;
            }
            for (String token : part.replace("(", " ( ").split("[\\s,)]+", -1)) {
                if (token.equals("(")) {
                    lists.add(new ArrayList<>());
                } else if (!lists.isEmpty() && token.matches("-?[\\d.]+|MINVALUE|MAXVALUE|NULL|true|false")) {
                    lists.get(lists.size() - 1).add(token);
                }
            }
        }
        return lists;
    }
}
