package io.github.flygate.config;

import io.github.flygate.config.PropertyLines.Property;
import java.util.Map;
import java.util.Optional;

/** Flyway's {@code flyway.conf}. */
final class ConfSource {
    private ConfSource() {}

    /** Adds a file's values; a value that is there already is replaced, as Flyway does with a later file. */
    static void read(SourceFile file, Map<String, String> environment, Layer layer) {
        References references = new References(name -> Optional.ofNullable(environment.get(name)), false);
        for (Property property : PropertyLines.flyway(file)) {
            if (property.key().startsWith(FlywayKey.ROOT)) {
                String name = property.key().substring(FlywayKey.ROOT.length());
                references.resolve(
                        Setting.text(property.key(), property.value(), file.at(property.line())),
                        layer,
                        value -> layer.putFlyway(name, FlywayKey.exact(name), value));
            }
        }
    }
}
