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
 * @param optional whether it is no loss when the base refuses it
 * @param silent whether it is an INSERT that writes no row on the base either
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
        boolean optional,
        boolean silent,
        List<Probe> instead) {
    static final String PROBE = "probe";

    Probe {
        before = List.copyOf(before);
        parts = List.copyOf(parts);
        instead = List.copyOf(instead);
    }

    Probe(String object, String relation, String kind, String sql) {
        this(object, relation, kind, PROBE, List.of(), sql, List.of(), false, false, List.of());
    }

    Probe withParts(List<Probe> more) {
        return new Probe(object, relation, kind, origin, before, sql, more, optional, silent, instead);
    }

    Probe after(List<String> first) {
        return new Probe(object, relation, kind, origin, first, sql, parts, optional, silent, instead);
    }

    /** One that is worth a try; if it does not work, another says what there is to say. */
    Probe whenPossible() {
        return new Probe(object, relation, kind, origin, before, sql, parts, true, silent, instead);
    }

    Probe thatWritesNothing() {
        return new Probe(object, relation, kind, origin, before, sql, parts, optional, true, instead);
    }

    Probe orElse(Probe other) {
        return new Probe(object, relation, kind, origin, before, sql, parts, optional, silent, List.of(other));
    }

    /** Whether a row must be there after it: one that a trigger or a rule drops is lost without a word. */
    boolean mustWrite() {
        return kind.equals("insert") && !silent;
    }

    boolean isTeams() {
        return !origin.equals(PROBE);
    }

    /** Whether a driver would keep its plan and its result's shape on the server. */
    boolean returnsRows() {
        return kind.startsWith("select") || isTeams();
    }
}
