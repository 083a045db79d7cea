package io.github.flygate.contract;

/**
 * A statement that works on the base and is refused later.
 *
 * @param prepared whether only its prepared form is
 */
record Break(Probe probe, Refusal refusal, boolean prepared) {}
