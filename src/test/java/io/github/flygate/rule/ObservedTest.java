package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.LockMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedTest {
    private static final Effects EFFECTS = new Effects(
            1,
            0,
            0,
            List.of(
                    new Lock("public.t", "table", LockMode.SHARE_ROW_EXCLUSIVE, true, true, 1),
                    new Lock("public.new", "table", LockMode.ACCESS_EXCLUSIVE, false, true, 1)),
            List.of("public.rewritten"),
            List.of("public.scanned"),
            List.of(new IndexBuild("public.t_a", "public.t", true), new IndexBuild("public.n_a", "public.new", false)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            new ServerError("25001", "no", 0),
            false);

    @Test
    void seesALockOfAtLeastTheModeOnAnExistingRelation() {
        assertThat(lock("ShareLock").shownBy(EFFECTS, "public.t")).isTrue();
        assertThat(lock("ShareRowExclusiveLock").shownBy(EFFECTS, "")).isTrue();
        assertThat(lock("AccessExclusiveLock").shownBy(EFFECTS, "")).isFalse();
        assertThat(lock("ShareLock").shownBy(EFFECTS, "public.u")).isFalse();
        assertThat(lock("ShareLock").shownBy(EFFECTS, "public.new")).isFalse();
    }

    @Test
    void seesRewritesScansAndIndexBuildsOnTheRelation() {
        Observed rewrite = new Observed("", true, false, false, false, "");
        Observed scan = new Observed("", false, true, false, false, "");
        Observed build = new Observed("", false, false, true, false, "");

        assertThat(rewrite.shownBy(EFFECTS, "public.rewritten")).isTrue();
        assertThat(rewrite.shownBy(EFFECTS, "public.scanned")).isFalse();
        assertThat(rewrite.shownBy(EFFECTS, "")).isTrue();
        assertThat(scan.shownBy(EFFECTS, "public.scanned")).isTrue();
        assertThat(scan.shownBy(EFFECTS, "public.rewritten")).isFalse();
        assertThat(build.shownBy(EFFECTS, "public.t")).isTrue();
        assertThat(build.shownBy(EFFECTS, "public.t_a")).isTrue();
        assertThat(build.shownBy(EFFECTS, "public.new")).isFalse();
    }

    @Test
    void seesErrorsAndHangs() {
        assertThat(new Observed("", false, false, false, false, "25001").shownBy(EFFECTS, "public.t"))
                .isTrue();
        assertThat(new Observed("", false, false, false, false, "55P03").shownBy(EFFECTS, ""))
                .isFalse();
        assertThat(new Observed("", false, false, false, true, "").shownBy(EFFECTS, ""))
                .isFalse();
    }

    @Test
    void wantsAllThatIsStated() {
        assertThat(new Observed("ShareLock", true, false, false, false, "").shownBy(EFFECTS, "public.t"))
                .isFalse();
        assertThat(new Observed("ShareLock", true, false, false, false, "").shownBy(EFFECTS, ""))
                .isTrue();
    }

    @Test
    void isEmptyWhenNothingIsStated() {
        assertThat(Observed.nothing().isEmpty()).isTrue();
        assertThat(lock("ShareLock").isEmpty()).isFalse();
    }

    private static Observed lock(String mode) {
        return new Observed(mode, false, false, false, false, "");
    }
}
