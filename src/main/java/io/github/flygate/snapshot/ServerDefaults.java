package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The project's settings, given to a database on a server of somebody else's: only what a session may set. Flygate's
 * own come before, for the reasons that {@link ServerSettings} has.
 */
final class ServerDefaults {
    /** Whoever may set the others may not set these. */
    private static final Set<String> OF_THE_SERVER = Set.of("internal", "postmaster", "sighup");

    private static final Map<String, String> OURS = Map.of(
            "TimeZone", "UTC",
            "jit", "off",
            "max_parallel_workers_per_gather", "0",
            "max_parallel_maintenance_workers", "0");

    private ServerDefaults() {}

    /** What the server says of a setting. */
    private record Known(String context, String value) {}

    /** @throws io.github.flygate.model.FlygateException CONFIGURATION when a setting is the whole server's */
    static List<String> attributes(Connection session, BaseSpec spec) throws SQLException {
        new ServerSettings(spec.settings());
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(OURS);
        for (Map.Entry<String, String> setting : spec.settings().entrySet()) {
            if (mayBeSet(session, setting.getKey(), setting.getValue())) {
                all.put(setting.getKey(), setting.getValue());
            }
        }
        List<String> attributes = new ArrayList<>();
        all.forEach((name, value) ->
                attributes.add("ALTER DATABASE {database} SET " + ServerAttributes.setting(name, value)));
        return attributes;
    }

    /** False when the server has it so already and no session could change it. */
    private static boolean mayBeSet(Connection session, String name, String value) throws SQLException {
        Optional<Known> known = Sql.list(
                        session,
                        "SELECT context, current_setting(name) FROM pg_settings WHERE lower(name) = ?",
                        row -> new Known(row.getString(1), row.getString(2)),
                        name.toLowerCase(Locale.ROOT))
                .stream()
                .findFirst();
        if (known.isEmpty() && name.indexOf('.') < 0) {
            throw ServerErrors.configuration(
                    "settings." + name + ": the server does not know it",
                    "correct or remove `" + name + "` under `settings:` in flygate.yml");
        }
        if (known.isEmpty() || !OF_THE_SERVER.contains(known.get().context())) {
            return true;
        }
        if (known.get().value().equalsIgnoreCase(value)) {
            return false;
        }
        throw ServerErrors.configuration(
                "settings." + name + ": it belongs to the whole server, where it is "
                        + known.get().value(),
                "remove it under `settings:` in flygate.yml, or change it on the server");
    }
}
