package io.github.flygate.sql;

import io.github.flygate.sql.Definitions.ConstraintDefinition;
import java.util.List;
import java.util.Set;

/** Remembers and forgets the constraints of a relation. */
final class Constraints {
    /** Behind the names that PostgreSQL chooses for constraints of other kinds. */
    private static final Set<String> OTHER_ENDINGS = Set.of("_fkey", "_key", "_pkey", "_check", "_excl");

    /** Since then a NOT NULL is a constraint with a name. */
    private static final int NAMED_NOT_NULLS = 18;

    private Constraints() {}

    /** @param referenced {@code schema.name} of what a foreign key refers to; empty for others */
    static void remember(Relation relation, String table, ConstraintDefinition constraint, String referenced) {
        String name = constraint.fact().name();
        if (!name.isEmpty() && !constraint.fact().kind().equals("not null")) {
            relation.constraintNames.add(name);
        }
        if (constraint.fact().kind().equals("check")) {
            checks(relation, table, constraint);
        } else if (!referenced.isEmpty()) {
            String chosen = bare(table) + "_" + String.join("_", constraint.columns()) + "_fkey";
            relation.references.put(
                    name.isEmpty() ? chosen : name, new Relation.Reference(referenced, constraint.columns()));
        }
    }

    private static void checks(Relation relation, String table, ConstraintDefinition constraint) {
        String name = constraint.fact().name();
        List<List<Token>> parts = Expressions.conjuncts(constraint.expression());
        for (List<Token> part : parts) {
            List<Token> bare = Expressions.bare(part);
            boolean notNull = bare.size() == 4
                    && bare.get(0).isIdentifier()
                    && bare.get(1).is("is")
                    && bare.get(2).is("not")
                    && bare.get(3).is("null");
            if (notNull) {
                String column = bare.get(0).text();
                // ChooseConstraintName(): table_column_check when one column is named.
                String given = name.isEmpty() ? bare(table) + "_" + column + "_check" : name;
                boolean lasting = !name.isEmpty() && parts.size() == 1;
                relation.checks.put(
                        given,
                        new Relation.NotNullCheck(column, !constraint.fact().notValid(), lasting));
            }
        }
    }

    static void drop(Relation relation, String name, int postgresMajor) {
        boolean known = relation.checks.remove(name) != null;
        known |= relation.references.remove(name) != null;
        known |= relation.constraintNames.remove(name);
        if (!known && postgresMajor >= NAMED_NOT_NULLS && OTHER_ENDINGS.stream().noneMatch(name::endsWith)) {
            relation.columns.replaceAll((column, is) -> new Relation.Column(is.type(), false, is.created()));
        }
    }

    static void rename(Relation relation, String from, String to) {
        Relation.NotNullCheck check = relation.checks.remove(from);
        if (check != null) {
            relation.checks.put(to, check);
        }
        Relation.Reference reference = relation.references.remove(from);
        if (reference != null) {
            relation.references.put(to, reference);
        }
        if (relation.constraintNames.remove(from)) {
            relation.constraintNames.add(to);
        }
    }

    static void dropColumn(Relation relation, String column) {
        relation.checks.values().removeIf(check -> check.column().equals(column));
        relation.references.values().removeIf(reference -> reference.columns().contains(column));
    }

    static void renameColumn(Relation relation, String from, String to) {
        relation.checks.replaceAll((name, check) -> check.column().equals(from) ? check.of(to) : check);
        relation.references.replaceAll((name, reference) -> reference.renamed(from, to));
    }

    private static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }
}
