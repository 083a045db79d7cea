package io.github.flygate.sql;

import io.github.flygate.fact.AddColumn;
import io.github.flygate.fact.AddConstraint;
import io.github.flygate.fact.AddForeignKey;
import io.github.flygate.fact.AlterColumn;
import io.github.flygate.fact.AlterColumnType;
import io.github.flygate.fact.Cascade;
import io.github.flygate.fact.ChangeObject;
import io.github.flygate.fact.ChangePartition;
import io.github.flygate.fact.ChangeRows;
import io.github.flygate.fact.ChangeSetting;
import io.github.flygate.fact.ColumnFact;
import io.github.flygate.fact.ConstrainDomain;
import io.github.flygate.fact.ConstraintFact;
import io.github.flygate.fact.CreateIfNotExists;
import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.CutName;
import io.github.flygate.fact.DropColumn;
import io.github.flygate.fact.DropIndex;
import io.github.flygate.fact.DropRelation;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.LeaveSettings;
import io.github.flygate.fact.LockRows;
import io.github.flygate.fact.LockSecondTable;
import io.github.flygate.fact.LockTaken;
import io.github.flygate.fact.NewColumns;
import io.github.flygate.fact.RebuildRelation;
import io.github.flygate.fact.RenameColumn;
import io.github.flygate.fact.RenameRelation;
import io.github.flygate.fact.RunStatement;
import io.github.flygate.fact.SetNotNull;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.Truncate;
import io.github.flygate.fact.UseEnumValue;
import io.github.flygate.fact.ValidateConstraint;
import io.github.flygate.fact.WorkUnderLock;
import java.util.ArrayList;
import java.util.List;

/** Readings as short lines, the way the table of expected facts writes them. */
final class FactText {
    private FactText() {}

    static List<String> of(StatementReading reading) {
        List<String> lines = new ArrayList<>();
        lines.add(says(reading));
        for (FactAt fact : reading.facts()) {
            if (!(fact.fact() instanceof RunStatement || fact.fact() instanceof NewColumns)) {
                lines.add("  " + of(fact.fact()));
            }
        }
        return lines;
    }

    private static String says(StatementReading reading) {
        StatementFact says = reading.says();
        String line = says.kind()
                + (says.read() ? "" : " UNREAD: " + reading.problem())
                + (says.opaque() ? " opaque" : "")
                + (says.refusesTransaction() ? " refuses-tx" : "")
                + (says.concurrently() ? " concurrently" : "")
                + " " + String.join(",", reading.relations());
        return line.stripTrailing();
    }

    static String of(Fact fact) {
        if (fact instanceof AddColumn f) {
            return "add-column " + table(f.table()) + " " + column(f.column()) + (f.stored() ? " stored" : "")
                    + (f.constrainedDomain() ? " constrained-domain" : "");
        } else if (fact instanceof AddConstraint f) {
            return "add-constraint " + table(f.table()) + " " + constraint(f.constraint());
        } else if (fact instanceof AddForeignKey f) {
            return "add-foreign-key " + table(f.table()) + " -> " + table(f.referenced()) + " "
                    + constraint(f.constraint());
        } else if (fact instanceof AlterColumnType f) {
            return "alter-type " + table(f.table()) + " " + column(f.column()) + " from '"
                    + f.column().oldType() + "' rewrites=" + f.rewrites() + (f.using() ? " using" : "");
        } else if (fact instanceof ChangeRows f) {
            return f.verb() + " " + table(f.table()) + (f.everyRow() ? " every-row" : "");
        } else if (fact instanceof LockRows f) {
            return "lock-rows " + table(f.table()) + " " + f.clause() + (f.everyRow() ? " every-row" : "");
        } else if (fact instanceof CreateIndex f) {
            return "create-index " + table(f.table()) + " '" + f.index().name() + "'"
                    + (f.index().unique() ? " unique" : "") + (f.index().concurrently() ? " concurrently" : "")
                    + (f.index().onlyParent() ? " only-parent" : "");
        } else if (fact instanceof DropColumn f) {
            return "drop-column " + table(f.table()) + " " + column(f.column());
        } else if (fact instanceof DropIndex f) {
            return "drop-index '" + table(f.table()) + "' " + f.index().name();
        } else if (fact instanceof DropRelation f) {
            return "drop " + table(f.table()) + (f.cascade() ? " cascade" : "") + (f.oldNameServed() ? " served" : "");
        }
        return more(fact);
    }

    private static String more(Fact fact) {
        if (fact instanceof LockTaken f) {
            return "lock " + table(f.table()) + " " + f.mode().replace("Lock", "")
                    + (f.firstOfTransaction() ? " first" : "");
        } else if (fact instanceof RenameColumn f) {
            return "rename-column " + table(f.table()) + " " + column(f.column()) + " to " + f.newName();
        } else if (fact instanceof RenameRelation f) {
            return "rename " + table(f.table()) + " to " + f.newName() + (f.oldNameServed() ? " served" : "");
        } else if (fact instanceof SetNotNull f) {
            return "set-not-null " + table(f.table()) + " " + column(f.column());
        } else if (fact instanceof Truncate f) {
            return "truncate " + table(f.table()) + (f.cascade() ? " cascade" : "");
        } else if (fact instanceof WorkUnderLock f) {
            return "work " + f.work() + " under " + table(f.table()) + " since " + f.heldSinceLine();
        } else if (fact instanceof ChangeSetting f) {
            return "set " + f.setting() + " '" + f.value() + "'" + (f.local() ? " local" : "")
                    + (f.inVain().isEmpty() ? "" : " in vain: " + f.inVain());
        } else if (fact instanceof LeaveSettings f) {
            return "leave " + String.join(",", f.settings());
        } else if (fact instanceof ValidateConstraint f) {
            return "validate " + table(f.table()) + " " + f.constraint()
                    + (f.sameTransaction() ? " same-transaction" : "");
        } else if (fact instanceof UseEnumValue f) {
            return "use-enum-value " + f.type() + " '" + f.value() + "'";
        } else if (fact instanceof CreateIfNotExists f) {
            return "if-not-exists " + f.object() + " " + f.name() + " (" + String.join(", ", f.definition()) + ")";
        } else if (fact instanceof LockSecondTable f) {
            return "lock-second " + table(f.table()) + " " + f.mode().replace("Lock", "") + " after " + f.other()
                    + " at " + f.otherLine();
        }
        return column(fact);
    }

    private static String column(Fact fact) {
        if (fact instanceof AlterColumn f) {
            return f.change() + " " + table(f.table()) + " " + column(f.column()) + (f.undone() ? " undone" : "");
        } else if (fact instanceof Cascade f) {
            return "cascade '" + table(f.table()) + "'";
        } else if (fact instanceof ConstrainDomain f) {
            return "constrain-domain " + f.domain() + (f.createdInThisMigration() ? "*" : "") + " " + f.action();
        }
        return other(fact);
    }

    private static String other(Fact fact) {
        if (fact instanceof ChangeObject f) {
            return "object " + f.kind() + " " + f.name() + (f.createdInThisMigration() ? "*" : "") + ": " + f.change()
                    + (f.detail().isEmpty() ? "" : " " + f.detail()) + (f.madeAgain() ? " again" : "");
        } else if (fact instanceof CutName f) {
            return "cut " + f.name() + " to " + f.becomes();
        }
        return change(fact);
    }

    private static String change(Fact fact) {
        if (fact instanceof ChangePartition f) {
            return f.verb() + "-partition " + table(f.table()) + " " + table(f.partition())
                    + (f.concurrently() ? " concurrently" : "") + (f.scanned().isEmpty() ? "" : " scanned");
        } else if (fact instanceof RebuildRelation f) {
            return "rebuild '" + table(f.table()) + "' by " + f.by() + (f.concurrently() ? " concurrently" : "")
                    + " of " + f.object();
        }
        return fact.toString();
    }

    private static String table(TableFact table) {
        return (table.kind().equals("table") ? "" : table.kind() + ":")
                + table.name()
                + (table.createdInThisMigration() ? "*" : "")
                + (table.temporary() ? "~" : "");
    }

    private static String column(ColumnFact column) {
        return column.name()
                + " '" + column.type() + "'"
                + (column.notNull() ? " not-null" : "")
                + (column.volatility().equals("none")
                        ? ""
                        : " default[" + column.defaultExpression() + "] " + column.volatility())
                + (column.autoIncrement() ? " auto" : "")
                + (column.generated() ? " generated" : "")
                + (column.createdInThisMigration() ? " created" : "")
                + (column.provenNotNull() ? " proven" : "");
    }

    private static String constraint(ConstraintFact constraint) {
        return constraint.kind()
                + " '" + constraint.name() + "'"
                + (constraint.notValid() ? " not-valid" : "")
                + (constraint.usingIndex() ? " using-index" : "")
                + (constraint.withNewColumn() ? " with-new-column" : "");
    }
}
