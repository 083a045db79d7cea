package io.github.flygate.migration;

import java.util.List;
import java.util.regex.Pattern;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.parser.Token;
import org.flywaydb.database.postgresql.PostgreSQLParser;

/**
 * Flyway's parser without a database. It asks the server's version for one statement only, and takes the answer of
 * PostgreSQL 11 when nobody answers: {@code ALTER TYPE … ADD VALUE} in a transaction.
 */
final class OfflineParser extends PostgreSQLParser {
    private static final int ADD_VALUE_IN_TRANSACTION = 12;
    private static final Pattern ADD_VALUE = Pattern.compile("(?s)^ALTER TYPE( .*)? ADD VALUE");

    private final int postgresMajor;

    OfflineParser(Configuration flyway, ParsingContext context, int postgresMajor) {
        super(flyway, context);
        this.postgresMajor = postgresMajor;
    }

    @Override
    @SuppressWarnings("NullAway") // Flyway's null means "cannot say yet"
    protected Boolean detectCanExecuteInTransaction(String simplified, List<Token> keywords) {
        if (postgresMajor >= ADD_VALUE_IN_TRANSACTION
                && ADD_VALUE.matcher(simplified).matches()) {
            return null;
        }
        return super.detectCanExecuteInTransaction(simplified, keywords);
    }
}
