package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.sqlscript.ParsedSqlStatement;
import org.flywaydb.core.internal.sqlscript.ParserSqlScript;
import org.flywaydb.core.internal.sqlscript.SqlScriptMetadata;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;

/** Splits as Flyway splits. */
public final class ScriptSplitter {
    private static final Pattern PLACE =
            Pattern.compile("at line (\\d+) col (\\d+)\\. See \\S+ for more information\\.");

    private final FlywaySettings settings;
    private final int postgresMajor;
    private final Map<String, String> given;
    private final FluentConfiguration flyway;

    /**
     * @param postgresMajor decides which statements cannot run in a transaction
     * @param flywayPlaceholders values for {@code flyway:user}, {@code flyway:database} and the like, where they are
     *     known better than offline
     */
    public ScriptSplitter(FlywaySettings flyway, int postgresMajor, Map<String, String> flywayPlaceholders) {
        this.settings = flyway;
        this.postgresMajor = postgresMajor;
        this.given = Map.copyOf(flywayPlaceholders);
        this.flyway = FlywayConfigurations.of(flyway, ScriptSplitter.class.getClassLoader());
    }

    /**
     * The statements that Flyway will send, with their places in the file as it is written.
     *
     * @throws FlygateException with code SQL and file:line for a placeholder without a value, a quotation, comment or
     *     COPY that does not end, and what else Flyway's parser refuses; with code MIGRATIONS for a wrong .conf file
     */
    public Script split(Migration migration) {
        if (migration.kind().isJava()) {
            return new Script(migration, settings.executeInTransaction(), false, List.of());
        }
        String content = migration.content();
        ParsingContext context = new ParsingContext();
        Map<String, String> values = FlywayPlaceholders.of(settings, fileName(migration), given);
        context.getPlaceholders().putAll(values);
        OfflineParser parser = new OfflineParser(flyway, context, postgresMajor);
        SqlScriptMetadata metadata = metadata(migration, parser);
        Boolean own = metadata.placeholderReplacement();
        boolean replacement = own == null ? settings.placeholderReplacement() : own;
        Placeholders.Replaced text = replacement
                ? Placeholders.replace(migration.file(), content, settings, values)
                : Placeholders.none(migration.file(), content);
        Quotes.requireClosed(migration.file(), content, text);

        // Always as if mixed were set: a mixed script is a finding with a remedy, not the end of the run.
        ParserSqlScript script =
                new ParserSqlScript(parser, new TextResource(fileName(migration), content), conf(migration), true);
        List<ParsedSqlStatement> parsed = parse(migration, script);
        List<Statement> statements = new StatementSpans(migration.file(), content, text).of(parsed);
        return new Script(migration, script.executeInTransaction(), mixes(statements, metadata), statements);
    }

    /**
     * The text with the values of its placeholders, as far as a search for names in it needs them.
     *
     * @throws FlygateException as {@link #split} for a placeholder without a value
     */
    public String text(Migration migration) {
        String content = migration.content();
        if (!settings.placeholderReplacement() || !content.contains(settings.placeholderPrefix())) {
            return content;
        }
        Map<String, String> values = FlywayPlaceholders.of(settings, fileName(migration), given);
        return Placeholders.replace(migration.file(), content, settings, values).text();
    }

    private boolean mixes(List<Statement> statements, SqlScriptMetadata metadata) {
        long transactional =
                statements.stream().filter(Statement::transactional).count();
        return transactional > 0
                && transactional < statements.size()
                && metadata.executeInTransaction() == null
                && settings.executeInTransaction();
    }

    private static String fileName(Migration migration) {
        return migration.script().substring(migration.script().lastIndexOf('/') + 1);
    }

    @SuppressWarnings("NullAway") // Flyway's way to say that there is none
    private static TextResource conf(Migration migration) {
        return migration.conf().isEmpty() ? null : new TextResource(fileName(migration) + ".conf", migration.conf());
    }

    private SqlScriptMetadata metadata(Migration migration, OfflineParser parser) {
        try {
            return SqlScriptMetadata.fromResource(conf(migration), parser, flyway);
        } catch (FlywayException e) {
            throw new FlygateException(
                    ErrorCode.MIGRATIONS,
                    migration.file() + ".conf:1: " + FlywayMessages.firstLine(e),
                    "Flyway's free edition knows executeInTransaction, encoding and placeholderReplacement there;"
                            + " case counts.",
                    e);
        }
    }

    private static List<ParsedSqlStatement> parse(Migration migration, ParserSqlScript script) {
        List<ParsedSqlStatement> parsed = new ArrayList<>();
        try (SqlStatementIterator statements = script.getSqlStatements()) {
            SqlStatement statement;
            while ((statement = statements.next()) != null) {
                parsed.add((ParsedSqlStatement) statement);
            }
            return parsed;
        } catch (FlywayException e) {
            throw refused(migration, e);
        }
    }

    private static FlygateException refused(Migration migration, FlywayException e) {
        String message = String.valueOf(e.getMessage());
        Matcher place = PLACE.matcher(message);
        boolean found = place.find();
        String where = migration.file() + ":" + (found ? place.group(1) : "1");
        if (e.getCause() instanceof EndGuard.EndlessException endless) {
            boolean copy = Quotes.hasCopy(migration.content());
            return new FlygateException(
                    ErrorCode.SQL,
                    where + ": " + (copy ? "COPY … FROM STDIN has no closing \\. line" : endless.getMessage()),
                    copy
                            ? "End the data with a line that holds \\. alone; Flyway waits for it for ever."
                            : "Split the file, or report it with the file.",
                    e);
        }
        String reason = found ? message.substring(place.end()).strip() : message;
        return new FlygateException(
                ErrorCode.SQL,
                where + ": Flyway cannot split this: " + FlywayMessages.firstLine(new FlywayException(reason)),
                "Look for a parenthesis, BEGIN ATOMIC or $1 without its end.",
                e);
    }
}
