package io.github.flygate.trace;

import java.util.Locale;
import java.util.Map;

/** What to write instead of a CONCURRENTLY form that the server refuses. */
final class OtherForms {
    /** By what the server's message holds, in PostgreSQL 12 to 18 (matview.c, indexcmds.c, partdesc.c, tablecmds.c). */
    private static final Map<String, String> FORMS = Map.of(
            "cannot refresh materialized view ",
            "give it a unique index on plain columns and without a WHERE first",
            "CONCURRENTLY cannot be used when the materialized view is not populated",
            "refresh it without CONCURRENTLY the first time; nobody can read it yet",
            "cannot create index on partitioned table ",
            "create the index ON ONLY the partitioned table, then CONCURRENTLY on each partition, then attach each by"
                    + " ALTER INDEX … ATTACH PARTITION",
            "cannot detach partitions concurrently when a default partition exists",
            "with a default partition there is only the plain form: set a lock_timeout and leave it alone in its file");

    private OtherForms() {}

    /** Empty for any other error. */
    static String of(String message) {
        return FORMS.entrySet().stream()
                .filter(form -> message.contains(form.getKey()))
                .filter(form -> message.toLowerCase(Locale.ROOT).contains("concurrently"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
