package io.github.flygate.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Script configurations, {@code V2__x.sql.conf}. Flyway looks for one by the script's path below its location, in every
 * location, and whatever its case.
 */
final class ScriptConfigs {
    private static final String ENDING = ".conf";

    private final Map<String, Tree.File> byScript = new LinkedHashMap<>();
    private final Set<String> scripts = new LinkedHashSet<>();

    /** @param script the path below the location */
    void add(String script, Tree.File file) {
        String lower = script.toLowerCase(Locale.ROOT);
        if (lower.endsWith(ENDING)) {
            byScript.put(lower.substring(0, lower.length() - ENDING.length()), file);
        } else {
            scripts.add(lower);
        }
    }

    Tree.@Nullable File of(String script) {
        return byScript.get(script.toLowerCase(Locale.ROOT));
    }

    /** Those that belong to no script. */
    List<LookAlike> unused(Names names, List<String> suffixes) {
        List<LookAlike> unused = new ArrayList<>();
        byScript.forEach((script, file) -> {
            if (!scripts.contains(script)) {
                reason(script, file, names, suffixes)
                        .ifPresent(reason ->
                                unused.add(new LookAlike(LookAlike.Kind.CONFIGURATION, file.path(), reason, false)));
            }
        });
        return unused;
    }

    private Optional<String> reason(String script, Tree.File file, Names names, List<String> suffixes) {
        String stem = file.name().substring(0, file.name().length() - ENDING.length());
        for (String suffix : suffixes) {
            if (scripts.contains(script + suffix.toLowerCase(Locale.ROOT))) {
                return Optional.of("the configuration of " + stem + suffix + " is named after the whole script, " + stem
                        + suffix + ENDING);
            }
        }
        if (names.sql(stem).isPresent()) {
            return Optional.of(
                    "it is a script configuration, and no location has the script " + stem + " in the same folder");
        }
        String whole = stem + suffixes.get(0);
        return names.sql(whole).isPresent() && names.hasDescription(stem)
                ? Optional.of("it is named like the configuration of a script, and there is no " + whole)
                : Optional.empty();
    }
}
