package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.Covered;
import io.github.flygate.model.Canary.NotCovered;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.model.Canary.Restart;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.report.Reports.Style;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanaryWordsTest {
    private static final Restart STARTS = new Restart(true, List.of(), List.of());
    private static final Restart REFUSED = new Restart(false, List.of("refused"), List.of());

    @Test
    void yesSaysNoMoreThanWhatWasTried() {
        assertThat(meaning(canary(Answer.YES, contract(0), STARTS)))
                .isEqualTo("nothing that was tried breaks it: 40 statements, restart");
        assertThat(meaning(canary(Answer.YES, contract(2), STARTS)))
                .isEqualTo("nothing that was tried and counts breaks the version that runs now: 40 statements, 2 of"
                        + " them break, restart");
        assertThat(meaning(Canary.of(Answer.YES, List.of()))).contains("none of its statements was tried");
        assertThat(CanaryWords.meaning(
                        SampleReports.nothingPending().databases().get(0)))
                .isEqualTo("nothing is pending");
    }

    @Test
    void noSaysHowMuchOfWhatWasTriedBreaks() {
        assertThat(meaning(canary(Answer.NO, contract(1), STARTS)))
                .isEqualTo("of what was tried, 1 of 40 statements of the version that runs now breaks");
        assertThat(meaning(canary(Answer.NO, contract(2), REFUSED)))
                .isEqualTo("of what was tried, 2 of 40 statements of the version that runs now break, and it does not"
                        + " start again");
        assertThat(meaning(canary(Answer.NO, contract(0), REFUSED)))
                .isEqualTo("of what was tried, the version that runs now does not start again");
        assertThat(meaning(canary(Answer.NO, contract(0), STARTS)))
                .isEqualTo("the version that runs now would wait or break while this is deployed");
    }

    @Test
    void unknownSaysWhatWasTriedAllTheSame() {
        assertThat(meaning(Canary.of(Answer.UNKNOWN, List.of()))).startsWith("nothing shows whether");
        assertThat(meaning(canary(Answer.UNKNOWN, contract(3), REFUSED)))
                .isEqualTo("what was tried does not settle whether the version that runs now can go on: 40"
                        + " statements, 3 of them break, a restart that fails");
    }

    @Test
    void theShareCountsWhatCouldNotBeTried() {
        Contract contract =
                new Contract(40, List.of(), new Covered(0, 0, 0, 0, 0, 0, 0, 0), List.of(new NotCovered("a", "b")));

        assertThat(CanaryWords.share(contract)).isEqualTo("40 of 41 statements of the old version");
        assertThat(CanaryWords.notCovered(contract)).isEqualTo("1 object or statement could not be tried");
    }

    @Test
    void differentFailuresComeBeforeThoseThatAreAlike() {
        List<Broken> broken = List.of(broken("a", 1), broken("a", 1), broken("a", 2), broken("b", 2));

        assertThat(CanaryWords.varied(broken, 3)).containsExactly(broken("a", 1), broken("a", 2), broken("b", 2));
        assertThat(CanaryWords.varied(broken, 9)).hasSize(4).last().isEqualTo(broken("a", 1));
    }

    @Test
    void aBrokenStatementNamesTheMigrationAsFarAsItIsKnown() {
        assertThat(CanaryWords.place(broken("a", 7))).isEqualTo("V1__x.sql:7");
        assertThat(CanaryWords.place(broken("a", 0))).isEqualTo("V1__x.sql");
        assertThat(CanaryWords.place(new Broken("probe", "", "", false, "", "", "", "", 3)))
                .isEmpty();
    }

    @Test
    void manyErrorsAreCounted() {
        Restart restart = new Restart(false, Collections.nCopies(5, "refused"), List.of("R__views.sql"));

        assertThat(CanaryWords.restart(restart, 2))
                .endsWith(": refused; refused; and 3 more; migrate runs again: R__views.sql");
        assertThat(CanaryWords.rerun(new Rerun("V1__x.sql", "combined", List.of("a", "b")), 1))
                .isEqualTo("run by hand, then by Flyway: a; and 1 more");
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void theFirstLineOfTheMarkdownIsTheAnswer(Answer answer) {
        Canary canary = new Canary(
                answer, List.of("because of *this*"), Optional.of(contract(0)), Optional.of(STARTS), List.of());

        assertThat(ReportsTest.print(
                        SampleReports.report(SampleCanary.with(
                                canary,
                                SampleReports.withoutFindings().databases().get(0))),
                        Format.MARKDOWN,
                        new Style(80, false)))
                .startsWith(
                        "**Rolling update safe: " + Words.answer(answer) + "**, because of \\*this\\*\n\n## flygate");
    }

    private static String meaning(Canary canary) {
        return CanaryWords.meaning(SampleCanary.with(
                canary, SampleReports.withoutFindings().databases().get(0)));
    }

    private static Canary canary(Answer answer, Contract contract, Restart restart) {
        return new Canary(answer, List.of(), Optional.of(contract), Optional.of(restart), List.of());
    }

    private static Contract contract(int broken) {
        return new Contract(
                40, Collections.nCopies(broken, broken("a", 1)), new Covered(1, 0, 4, 0, 0, 0, 0, 0), List.of());
    }

    private static Broken broken(String message, int line) {
        return new Broken("probe", "", "SELECT 1", false, "42703", message, "V1__x.sql", "db/V1__x.sql", line);
    }
}
