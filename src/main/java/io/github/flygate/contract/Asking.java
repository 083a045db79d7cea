package io.github.flygate.contract;

import java.util.List;
import java.util.Set;

/**
 * What is asked between the statements of the migrations.
 *
 * @param probes asked after each file
 * @param always those that are asked after each statement
 * @param where those that are asked after each statement that has to do with their relation
 * @param watches looked at likewise
 */
record Asking(
        List<Probe> probes, Set<Probe> always, Set<Probe> where, List<Watch> watches, Touched touched, Pace pace) {
    Asking {
        probes = List.copyOf(probes);
        always = Set.copyOf(always);
        where = Set.copyOf(where);
        watches = List.copyOf(watches);
    }

    boolean isAsked(Probe probe, Cause after) {
        return always.contains(probe) || where.contains(probe) && touched.concerns(probe, after);
    }

    boolean isLookedAt(Watch watch, Cause after) {
        return !(watch instanceof Watch.Shape shape) || touched.concerns(shape.probe(), after);
    }
}
