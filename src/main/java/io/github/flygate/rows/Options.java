package io.github.flygate.rows;

import io.github.flygate.rows.RowSchema.Based;
import io.github.flygate.rows.RowTable.Check;
import io.github.flygate.rows.RowTable.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The ways to give each column of a table its value, best ones first. Their number does not depend on n. */
final class Options {
    private final RowSchema schema;
    private final RowTable table;
    private final PlainValues plain;
    private final Map<String, PartitionBounds.Spread> spreads;

    Options(RowSchema schema, RowTable table) {
        this.schema = schema;
        this.table = table;
        this.plain = new PlainValues(schema);
        this.spreads = new HashMap<>(PartitionBounds.of(schema, table));
    }

    /** What many rows of the snapshot get: ordinary values in every column that has no sequence. */
    List<Option> many(Column column, String n) {
        List<Option> options = new ArrayList<>();
        if (column.numbered()) {
            options.add(new Option(nothing(column), true));
        }
        sensible(column, n).forEach(value -> options.add(Option.of(value)));
        EdgeValues.low(schema.base(column)).forEach(value -> options.add(Option.of(value)));
        if (!schema.mandatory(column)) {
            options.add(Option.of(nothing(column)));
        }
        return options;
    }

    List<Option> of(Column column, Variant variant, String n) {
        Based based = schema.base(column);
        Set<String> values = new LinkedHashSet<>();
        boolean optional = !schema.mandatory(column) || column.hasDefault();
        List<Option> options = new ArrayList<>();
        if (variant != Variant.MANDATORY || !optional) {
            values.addAll(listed(column, n));
        }
        switch (variant) {
            case MANDATORY -> {
                if (optional) {
                    options.add(left(column));
                }
                values.addAll(sensible(column, n));
                values.addAll(EdgeValues.low(based));
                values.addAll(EdgeValues.large(based, n));
            }
            case LOW -> {
                if (!spreads.containsKey(column.name())) {
                    values.addAll(EdgeValues.low(based));
                }
                values.addAll(sensible(column, n));
                values.addAll(EdgeValues.large(based, n));
            }
            default -> {
                if (!spreads.containsKey(column.name())) {
                    values.addAll(EdgeValues.large(based, n));
                }
                values.addAll(sensible(column, n));
                values.addAll(EdgeValues.low(based));
            }
        }
        values.forEach(value -> options.add(Option.of(value)));
        if (optional && variant != Variant.MANDATORY) {
            options.add(left(column));
        }
        if (!schema.mandatory(column)) {
            options.add(Option.of(nothing(column)));
        }
        if (options.isEmpty()) {
            options.add(new Option(nothing(column), true));
        }
        return options;
    }

    /** The partition key, that of the table or of the one that it is a partition of. */
    boolean decidesPartition(Column column) {
        RowTable at = table;
        while (at != null) {
            for (int number : at.partitionColumns()) {
                if (at.column(number)
                        .filter(key -> key.name().equals(column.name()))
                        .isPresent()) {
                    return true;
                }
            }
            at = at.partition() ? schema.tables().get(at.parent()) : null;
        }
        return false;
    }

    /** The bounds of partitions say which values they take, as those of hash partitions do not. */
    boolean bounded(Column column) {
        return spreads.containsKey(column.name());
    }

    /** The ordinary value of that number, without regard to constraints. */
    String plain(Column column, String n) {
        return plain.value(schema.base(column), n).orElse(nothing(column));
    }

    private Option left(Column column) {
        boolean knows = !column.numbered() && !column.defaultExpression().isEmpty();
        String value = knows
                ? PlainValues.cast(
                        column.defaultExpression(), schema.base(column).name())
                : nothing(column);
        return new Option(value, true);
    }

    /** What a partition, the type and the checks suggest. */
    private List<String> sensible(Column column, String n) {
        Based based = schema.base(column);
        Set<String> values = new LinkedHashSet<>();
        PartitionBounds.Spread spread = spreads.get(column.name());
        if (spread != null) {
            values.add(spread.value(based, plain(column, n), n));
        }
        values.addAll(listed(column, n));
        plain.value(based, n).ifPresent(values::add);
        for (Check check : based.checks()) {
            values.addAll(CheckHints.of(based, check.expression(), n));
        }
        for (Check check : table.checks()) {
            if (check.columns().contains(column.number())) {
                values.addAll(CheckHints.of(based, check.expression(), n));
            }
        }
        if (!column.numbered() && !column.defaultExpression().isEmpty()) {
            values.add(PlainValues.cast(column.defaultExpression(), based.name()));
        }
        return List.copyOf(values);
    }

    /** Where a check of this column alone lists what there is, nothing else is worth a try first. */
    private List<String> listed(Column column, String n) {
        Based based = schema.base(column);
        return Stream.concat(
                        based.checks().stream(),
                        table.checks().stream().filter(check -> check.columns().equals(List.of(column.number()))))
                .filter(check -> check.expression().contains("= ANY"))
                .flatMap(check ->
                        CheckHints.of(based, check.expression(), n).stream().limit(1))
                .toList();
    }

    String nothing(Column column) {
        return "NULL::" + schema.base(column).name();
    }
}
