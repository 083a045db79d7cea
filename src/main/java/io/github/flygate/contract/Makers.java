package io.github.flygate.contract;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.FlywaySettings;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Remembers which file of a run was the last to change each object; looks only at the files it is told to look at. */
final class Makers extends BaseCallback {
    private final String history;
    private final Set<String> watched;
    private final Map<String, String> last = new HashMap<>();
    private final Set<String> ran = new HashSet<>();
    private @Nullable Definitions before;

    /** @param watched names of scripts; to look at each costs as much as to read the whole catalog */
    Makers(FlywaySettings flyway, Set<String> watched) {
        this.history = History.name(flyway);
        this.watched = Set.copyOf(watched);
    }

    /** The script that was the last of those watched to change it. */
    Optional<String> of(String key) {
        return Optional.ofNullable(last.get(key));
    }

    /** Whether Flyway has run that script. */
    boolean ran(Migration migration) {
        return ran.contains(migration.script());
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String script = context.getMigrationInfo().getScript();
        ran.add(script);
        if (!watched.contains(script)) {
            before = null;
            return;
        }
        try {
            Definitions old = before;
            if (event == Event.BEFORE_EACH_MIGRATE) {
                before = old == null ? read(context) : old;
            } else if (old != null) {
                Definitions now = read(context);
                changed(old, now).forEach(key -> last.put(key, script));
                before = now;
            }
        } catch (SQLException e) {
            throw new FlywayException("the definitions cannot be read: " + e.getMessage(), e);
        }
    }

    private Definitions read(Context context) throws SQLException {
        return Definitions.inside(context.getConnection()).without(history);
    }

    private static Set<String> changed(Definitions old, Definitions now) {
        Set<String> keys = new TreeSet<>(old.texts().keySet());
        keys.addAll(now.texts().keySet());
        keys.removeIf(key -> Objects.equals(old.texts().get(key), now.texts().get(key)));
        return keys;
    }
}
