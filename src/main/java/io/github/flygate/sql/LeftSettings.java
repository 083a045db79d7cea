package io.github.flygate.sql;

import io.github.flygate.fact.LeaveSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches which parameters of the session a script sets and leaves behind. */
final class LeftSettings {
    /** Flyway remembers them and puts them back after each script. */
    private static final Set<String> PUT_BACK = Set.of("role", "search_path");

    private final SessionSettings settings;
    private final Map<String, String> atStart;
    private final Map<String, Integer> setBy = new HashMap<>();
    private Map<String, String> last;

    LeftSettings(SessionSettings settings) {
        this.settings = settings;
        this.atStart = settings.session();
        this.last = atStart;
    }

    void after(int statement) {
        Map<String, String> now = settings.session();
        if (!now.equals(last)) {
            now.forEach((name, value) -> {
                if (!value.equals(last.get(name))) {
                    setBy.put(name, statement);
                }
            });
            last = now;
        }
    }

    /** Tells of what is left when the script is done, at the first statement that set some of it. */
    void addTo(List<StatementReading> readings) {
        List<String> names = settings.session().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(atStart.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .filter(name -> !PUT_BACK.contains(name) && setBy.containsKey(name))
                .sorted()
                .toList();
        names.stream()
                .map(setBy::get)
                .min(Integer::compare)
                .ifPresent(at -> readings.set(at, readings.get(at).with(new LeaveSettings(names))));
    }
}
