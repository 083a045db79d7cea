package io.github.flygate.fact;

import java.util.List;
import java.util.Locale;

/**
 * Something a statement does. The record's name in snake case is the {@code on:} of rules; its components, together
 * with those of {@link Surroundings}, are the names a condition may use.
 */
public sealed interface Fact
        permits AddColumn,
                AddConstraint,
                AddForeignKey,
                AlterColumn,
                AlterColumnType,
                BrokenStatement,
                BuildFailure,
                Cascade,
                CatalogDifference,
                ChangedResult,
                ChangeObject,
                ChangePartition,
                ChangeRows,
                ChangeSetting,
                CreateIfNotExists,
                ConstrainDomain,
                CreateIndex,
                CutName,
                DropColumn,
                DropForeignKey,
                DropIndex,
                DropRelation,
                Effect,
                Failure,
                FailureOnRows,
                HistoryProblem,
                InvalidIndex,
                JavaSchemaChange,
                KeepOtherDefinition,
                LeaveSettings,
                LockRows,
                LockSecondTable,
                LockTaken,
                NewColumns,
                RebuildRelation,
                RenameColumn,
                RenameRelation,
                RepeatableFlip,
                ReplaceIndex,
                RerunProblem,
                RestartFailure,
                RunScript,
                RunStatement,
                SchemaFlaw,
                SetNotNull,
                SuppressionProblem,
                Truncate,
                UseEnumValue,
                ValidateConstraint,
                WorkUnderLock {

    /** {@code schema.name} of the relation that suffers; empty when there is none. */
    String relation();

    /**
     * What it is about, precise enough to tell two facts of one type in one statement apart, and equal for the same
     * fact read and measured.
     */
    String subject();

    /** Other relations that it speaks of: who reads a finding about it need not be told of them again. */
    default List<String> alsoAbout() {
        return List.of();
    }

    /** The name of a fact type in rule files, such as {@code create_index}. */
    static String typeOf(Class<? extends Fact> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
