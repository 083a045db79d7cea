package io.github.flygate.history;

import io.github.flygate.model.FlywaySettings;
import java.util.List;
import java.util.Optional;

/**
 * Where older versions of Flyway decide otherwise than the bundled one, of which a forecast speaks. Each says exactly what
 * the older version answers instead.
 */
enum KnownDifference {
    /**
     * A checksum that is null on one side only is a mismatch, such as that of a Java migration which has none any more; that
     * of a repeatable's raw text is none at a start either; {@code placeholderReplacement} in a script's own configuration
     * does not count.
     */
    CHECKSUMS("9.22.3") {
        @Override
        boolean applies(GeneratedPair pair, Said forecast) {
            return !forecast.equals(instead(pair, forecast));
        }

        @Override
        Said instead(GeneratedPair pair, Said forecast) {
            return OldChecksums.said(pair.request());
        }
    },

    /** An unknown type in the history: refused by all, by older ones with an unexpected error of Java's. */
    UNKNOWN_TYPE("9.22.3", "10.22.0", "11.20.3") {
        @Override
        boolean applies(GeneratedPair pair, Said forecast) {
            return refusedFor(forecast.info(), "Unknown migration type");
        }

        @Override
        Said instead(GeneratedPair pair, Said forecast) {
            List<String> fault = List.of(FlywayAgent.REFUSED + "FAULT|");
            return new Said(fault, fault, forecast.start(), fault, List.of());
        }
    },

    /** Only 13 tells in {@code info} that the next migrate will write a baseline; all write it. */
    BASELINE_FORETOLD("9.22.3", "10.22.0", "11.20.3") {
        @Override
        boolean applies(GeneratedPair pair, Said forecast) {
            return pair.request().schema() == ForecastRequest.Schema.NOT_EMPTY
                    && pair.request().flyway().baselineOnMigrate();
        }

        @Override
        Said instead(GeneratedPair pair, Said forecast) {
            Forecast other = Forecast.of(pair.request().withSchema(ForecastRequest.Schema.EMPTY));
            return new Said(
                    Said.of(other, false).info(),
                    forecast.validate(),
                    forecast.start(),
                    forecast.migrate(),
                    forecast.written());
        }
    },

    /** Patterns for {@code versioned} or {@code repeatable} alone were paid for. */
    PAID_PATTERN("9.22.3") {
        @Override
        boolean applies(GeneratedPair pair, Said forecast) {
            FlywaySettings flyway = pair.request().flyway();
            return !refusedFor(forecast.info(), "Unknown configuration property")
                    && flyway.ignoreMigrationPatterns().stream().anyMatch(pattern -> !pattern.startsWith("*"));
        }

        @Override
        Said instead(GeneratedPair pair, Said forecast) {
            return new Said(forecast.info(), REFUSED, forecast.start().map(lines -> List.of()), REFUSED, List.of());
        }
    },

    /** A target that may be absent was paid for. */
    PAID_TARGET("9.22.3") {
        @Override
        boolean applies(GeneratedPair pair, Said forecast) {
            return !refusedFor(forecast.info(), "Unknown configuration property")
                    && pair.request().target().endsWith("?");
        }

        @Override
        Said instead(GeneratedPair pair, Said forecast) {
            // Without a schema nobody asks for the target before the schema is made.
            boolean missing = pair.request().schema() == ForecastRequest.Schema.MISSING;
            return new Said(
                    REFUSED,
                    missing ? forecast.validate() : REFUSED,
                    forecast.start().map(lines -> List.of()),
                    REFUSED,
                    missing ? forecast.written().stream().limit(1).toList() : List.of());
        }
    };

    private static final List<String> REFUSED = List.of(FlywayAgent.REFUSED + "ERROR|");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> versions;

    KnownDifference(String... versions) {
        this.versions = List.of(versions);
    }

    abstract boolean applies(GeneratedPair pair, Said forecast);

    /** What that version says where the bundled one says this. */
    abstract Said instead(GeneratedPair pair, Said forecast);

    static List<KnownDifference> of(String version) {
        return List.of(values()).stream()
                .filter(difference -> difference.versions.contains(version))
                .toList();
    }

    private static boolean refusedFor(List<String> lines, String reason) {
        Optional<String> last = lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
        return last.filter(line -> line.startsWith(FlywayAgent.REFUSED) && line.contains(reason))
                .isPresent();
    }
}
