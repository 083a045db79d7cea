package io.github.flygate.cli;

import io.github.flygate.cli.CliProject.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingBaseTest {
    private static final String UNSHALLOW = "; in GitHub Actions: actions/checkout with `fetch-depth: 0`.";

    @TempDir
    Path temp;

    private Outcome check(Path project, String... options) {
        String[] line = new String[options.length + 2];
        line[0] = "check";
        line[1] = project.toString();
        System.arraycopy(options, 0, line, 2, options.length);
        return CliProject.run(line);
    }

    @Test
    void aRefThatIsNotThereIsNamedWithTheOnesThatAre() {
        CliProject.withBase(temp);
        check(temp, "--base", "origin/mian")
                .refused(
                        3,
                        "base ref origin/mian does not exist; there are feature, main",
                        "Run `git fetch origin mian`, or name another one with --base <ref>.");
    }

    @Test
    void withoutARemoteTheBaseMustBeNamed() {
        CliProject.withBase(temp);
        check(temp)
                .refused(
                        3,
                        "no base was named, and the repository has no origin/HEAD, origin/main or origin/master; there"
                                + " are feature, main",
                        "Use --base <ref>, or --base-version <version>.");
    }

    @Test
    void outsideOfGitThereIsNothingToCompareWith() {
        CliProject.in(temp).migration("V1__a.sql", "create table a (b int);");
        check(temp, "--base", "main")
                .refused(
                        3,
                        temp + " is in no git repository, so there is nothing to compare with",
                        "Use --base-version <version> for the highest version that production has.");
    }

    @Test
    void aShallowCloneIsToldWhichFetchIsMissing() {
        Path origin = temp.resolve("origin");
        CliProject.in(origin)
                .file("README", "")
                .init()
                .migration("V1__a.sql", "create table a (b int);")
                .commit()
                .git("checkout", "--quiet", "-b", "feature")
                .migration("V2__b.sql", "alter table a add c int;")
                .commit();
        CliProject.in(temp)
                .git(
                        "clone",
                        "--quiet",
                        "--depth",
                        "1",
                        "--branch",
                        "feature",
                        origin.toUri().toString(),
                        "clone");
        Path clone = temp.resolve("clone");

        check(clone, "--base", "main")
                .refused(
                        3,
                        "base ref main is not in this clone, which is shallow",
                        "Run `git fetch --unshallow origin` and `git fetch origin main` first" + UNSHALLOW);
        CliProject.run(Map.of("GITHUB_BASE_REF", "main"), "", "check", clone.toString())
                .refused(
                        3,
                        "base ref main (from GITHUB_BASE_REF) is not in this clone, which is shallow",
                        "Run `git fetch --unshallow origin` and `git fetch origin main` first" + UNSHALLOW);

        CliProject.in(clone).git("fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main");
        check(clone, "--base", "origin/main")
                .refused(
                        3,
                        "the clone is shallow: the history that HEAD and origin/main share is not in it",
                        "Run `git fetch --unshallow origin` first" + UNSHALLOW);
    }
}
