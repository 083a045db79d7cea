package io.github.flygate.contract;

import java.util.List;

/**
 * A statement of the old version.
 *
 * @param object what it tries, for people: {@code public.orders}, {@code public.orders.note}, {@code public.f(integer)}
 * @param relation {@code schema.name} of the relation it is about, as in the base; empty for a routine or type
 * @param kind {@code select}, {@code select *}, {@code insert}, {@code update}, {@code delete}, {@code nextval},
 *     {@code call}, {@code cast} or {@code statement}
 * @param origin {@code probe}, {@code file:line} or {@code pg_stat_statements}
 * @param before statements that must run first in the same transaction, such as rows that it points at
 * @param parts the same for single columns: tried where the whole does not work
 * @param instead what to try on the base when this does not work there, in order
 */
record Probe(
        String object,
        String relation,
        String kind,
        String origin,
        List<String> before,
        String sql,
        List<Probe> parts,
        List<Probe> instead) {
    static final String PROBE = "probe";

    Probe {
        before = List.copyOf(before);
        parts = List.copyOf(parts);
        instead = List.copyOf(instead);
    }

    Probe(String object, String relation, String kind, String sql) {
        this(object, relation, kind, PROBE, List.of(), sql, List.of(), List.of());
    }

    Probe withParts(List<Probe> more) {
        return new Probe(object, relation, kind, origin, before, sql, more, instead);
    }

    Probe after(List<String> first) {
        return new Probe(object, relation, kind, origin, first, sql, parts, instead);
    }

    Probe orElse(Probe other) {
        return new Probe(object, relation, kind, origin, before, sql, parts, List.of(other));
    }

    boolean isTeams() {
        return !origin.equals(PROBE);
    }

    /** Whether a driver would keep its plan and its result's shape on the server. */
    boolean returnsRows() {
        return kind.startsWith("select") || isTeams();
    }
}
