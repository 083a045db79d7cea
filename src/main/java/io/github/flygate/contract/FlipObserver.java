package io.github.flygate.contract;

import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database.Login;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Compares definitions before and after each file that Flyway runs. */
final class FlipObserver extends BaseCallback {
    private final String history;
    private final List<Flip> flips = new ArrayList<>();
    private @Nullable Definitions definitions;

    /** A file that was run, and what that changed. */
    record Flip(String script, List<String> differences) {}

    FlipObserver(FlywaySettings flyway) {
        this.history = History.name(flyway);
    }

    /** Reads the state that the first file meets; without it nothing is compared. */
    void readBefore(Login superuser) throws SQLException {
        definitions = Definitions.of(superuser).without(history);
    }

    List<Flip> flips() {
        return flips;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            Definitions before = definitions;
            if (before == null) {
                flips.add(new Flip(context.getMigrationInfo().getScript(), List.of()));
                return;
            }
            Definitions after = Definitions.inside(context.getConnection()).without(history);
            flips.add(new Flip(context.getMigrationInfo().getScript(), before.differencesTo(after)));
            definitions = after;
        } catch (SQLException e) {
            throw new FlywayException("the definitions cannot be read: " + e.getMessage(), e);
        }
    }
}
