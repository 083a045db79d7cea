package io.github.flygate.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ScriptSplitterTest {
    private static Migration migration(String sql, String conf) {
        return new Migration(
                Migration.Kind.SQL, "V1__x.sql", "db/V1__x.sql", Path.of("db/V1__x.sql"), "1", "x", 0, sql, conf);
    }

    private static Script split(String sql) {
        return split(sql, Settings.in("filesystem:db"), "");
    }

    private static Script split(String sql, Settings settings, String conf) {
        return new ScriptSplitter(settings.flyway(), 16, Map.of()).split(migration(sql, conf));
    }

    private static List<String> places(Script script) {
        return script.statements().stream()
                .map(Statement::span)
                .map(span -> span.line() + ":" + span.column() + "-" + span.endLine() + ":" + span.endColumn())
                .toList();
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FlygateException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(parts);
    }

    @Test
    void statementsStartAtTheFirstKeywordAndEndBeforeTheDelimiter() {
        Script script = split("create table a (b int);\n  -- why\n  alter table a\n    add c int;\nselect 1");
        assertThat(places(script)).containsExactly("1:1-1:22", "3:3-4:13", "5:1-5:8");
        assertThat(script.statements().get(1).sql()).isEqualTo("-- why\n  alter table a\n    add c int");
        assertThat(script.transactional()).isTrue();
        assertThat(script.mixesTransactionModes()).isFalse();
    }

    @Test
    void placesAreThoseOfTheFileAsItIsWrittenWithPlaceholdersInFrontInsideAndAtTheEnd() {
        Settings settings = Settings.in("filesystem:db")
                .placeholders(Map.of("schema", "a_much_longer_name", "none", "", "lines", "x\ny"));
        Script script = split(
                "select '${lines}'; select ${schema}.a from ${SCHEMA};\nselect ${none} 2; ${schema};", settings, "");
        assertThat(script.statements())
                .extracting(Statement::sql)
                .containsExactly(
                        "select 'x\ny'",
                        "select a_much_longer_name.a from a_much_longer_name",
                        "select  2",
                        "a_much_longer_name");
        assertThat(places(script)).containsExactly("1:1-1:17", "1:20-1:52", "2:1-2:16", "2:19-2:27");
    }

    @Test
    void aDoubledPrefixCharacterIsReadAsFlywayReadsIt() {
        Settings settings = Settings.in("filesystem:db").placeholders(Map.of("a", "A"));
        assertThat(split("select '$${a}';", settings, "").statements())
                .extracting(Statement::sql)
                .containsExactly("select '$${a}'");
    }

    @Test
    void carriageReturnsAndDollarQuotesDoNotShiftPlaces() {
        Script script = split("do $x$\r\nbegin\r\n  perform 1;\r\nend $x$;\r\n\r\n/* c */ select 2;\r\n");
        assertThat(places(script)).containsExactly("1:1-4:7", "6:9-6:16");
    }

    @Test
    void aCopyHasItsCommandAsPlaceAndItsDataIsNoStatement() {
        Script script = split("copy a from stdin;\nselect 2\nit's\n\\.\nselect 2;\n");
        assertThat(script.statements()).hasSize(2);
        assertThat(places(script)).containsExactly("1:1-1:17", "5:1-5:8");
    }

    @Test
    void aCopyWithoutItsEndIsRefusedInsteadOfReadForEver() {
        refused(() -> split("select 1;\ncopy a from stdin;\n1\n2\n"), ErrorCode.SQL, "db/V1__x.sql:2", "COPY", "\\.");
    }

    @Test
    void aPlaceholderWithoutAValueIsNamedWithItsLine() {
        refused(
                () -> split("select 1;\n-- ${owner}\nselect 2;"),
                ErrorCode.SQL,
                "db/V1__x.sql:2",
                "${owner}",
                "has no value");
        refused(() -> split("select '${own"), ErrorCode.SQL, "db/V1__x.sql:1", "not closed");
    }

    @Test
    void flywaysOwnPlaceholdersAreFilled() {
        Script script = new ScriptSplitter(
                        Settings.in("filesystem:db").flyway(),
                        16,
                        Map.of("flyway:user", "app", "flyway:database", "shop"))
                .split(migration(
                        "select '${flyway:user} ${flyway:database} ${flyway:defaultSchema} ${flyway:filename}"
                                + " ${flyway:table} ${flyway:environment}', '${flyway:timestamp}${flyway:workingDirectory}'",
                        ""));
        assertThat(script.statements().get(0).sql())
                .startsWith("select 'app shop public V1__x.sql flyway_schema_history default', '20");
    }

    @Test
    void whatDoesNotEndIsRefusedWhereItBegins() {
        refused(() -> split("select 1;\nselect 'a;\n"), ErrorCode.SQL, "db/V1__x.sql:2", "'");
        refused(() -> split("select 1;\n\ndo $x$ begin end $y$;"), ErrorCode.SQL, "db/V1__x.sql:3", "$");
        refused(() -> split("/* /* */ select 1;"), ErrorCode.SQL, "db/V1__x.sql:1", "/*");
        refused(
                () -> split("select 1;\ncreate function f() returns int begin atomic select 1;\n"),
                ErrorCode.SQL,
                "db/V1__x.sql:2",
                "Incomplete");
    }

    @Test
    void anOpenParenthesisSwallowsTheRestAsItDoesForFlyway() {
        assertThat(split("create table a (b int;\nselect 1;").statements()).hasSize(1);
    }

    @Test
    void escapedAndDoubledQuotesEnd() {
        assertThat(split("select E'\\'', 'it''s', \"a\"\"b\", $$'$$, $1, '\\';").statements())
                .isNotEmpty();
    }

    @Test
    void transactionModeFollowsStatementsConfAndSettings() {
        Script concurrently = split("create index concurrently i on a (b);");
        assertThat(concurrently.transactional()).isFalse();
        assertThat(concurrently.statements().get(0).transactional()).isFalse();
        assertThat(concurrently.mixesTransactionModes()).isFalse();

        Script mixed = split("create table a (b int); create index concurrently i on a (b);");
        assertThat(mixed.mixesTransactionModes()).isTrue();
        assertThat(mixed.transactional()).isFalse();

        Script byConf = split(
                "create table a (b int); create index concurrently i on a (b);",
                Settings.in("filesystem:db"),
                "executeInTransaction=false\n");
        assertThat(byConf.transactional()).isFalse();
        assertThat(byConf.mixesTransactionModes()).isFalse();
        assertThat(split("reindex table concurrently a;").transactional()).isTrue();
    }

    @Test
    void addingAnEnumValueIsTransactionalFromPostgres12On() {
        Settings settings = Settings.in("filesystem:db");
        Migration migration = migration("alter type e add value 'x';", "");
        assertThat(new ScriptSplitter(settings.flyway(), 12, Map.of())
                        .split(migration)
                        .transactional())
                .isTrue();
        assertThat(new ScriptSplitter(settings.flyway(), 11, Map.of())
                        .split(migration)
                        .transactional())
                .isFalse();
    }

    @Test
    void aConfFileCanSwitchReplacementOffAndMustNotHoldOtherKeys() {
        Settings settings = Settings.in("filesystem:db");
        assertThat(split("select '${a}';", settings, "placeholderReplacement=false\n")
                        .statements())
                .extracting(Statement::sql)
                .containsExactly("select '${a}'");
        refused(
                () -> split("select 1;", settings, "executeintransaction=false\n"),
                ErrorCode.MIGRATIONS,
                "db/V1__x.sql.conf",
                "executeintransaction");
        refused(() -> split("select 1;", settings, "shouldExecute=1==1\n"), ErrorCode.MIGRATIONS, "db/V1__x.sql.conf");
    }

    @Test
    void anEmptyFileHasNoStatements() {
        assertThat(split("").statements()).isEmpty();
        assertThat(split("-- nothing\n;\n;").statements()).isEmpty();
    }

    @Test
    void aFileByItselfIsSplitLikeAMigration() {
        Script script = new ScriptSplitter(Settings.in("filesystem:db").flyway(), 16, Map.of())
                .split(MigrationFinder.file(
                        "sub/a.sql", Path.of("a.sql"), "\uFEFFselect 1;".getBytes(UTF_8), FlywaySettings.defaults()));
        assertThat(script.statements().get(0).span()).isEqualTo(new Span("sub/a.sql", 1, 1, 1, 8));
        assertThat(script.migration().script()).isEqualTo("a.sql");
    }
}
