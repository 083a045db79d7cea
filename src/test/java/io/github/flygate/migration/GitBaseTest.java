package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitBaseTest {
    @TempDir
    Path temporary;

    private final FlywaySettings flyway = Settings.in("filesystem:db").flyway();
    private Path folder;
    private GitProject project;

    @BeforeEach
    void repository() throws IOException {
        folder = Files.createDirectory(temporary.resolve("project"));
        project = GitProject.in(folder);
    }

    @AfterEach
    void close() {
        project.close();
    }

    private MigrationPlan plan(String ref) {
        return plan(folder, flyway, Optional.of(ref), Map.of());
    }

    private static MigrationPlan plan(
            Path project, FlywaySettings flyway, Optional<String> ref, Map<String, String> environment) {
        return new MigrationFinder(environment).plan(project, flyway, ref, Optional.empty());
    }

    private static List<String> scripts(List<Migration> migrations) {
        return migrations.stream().map(Migration::script).toList();
    }

    private static void refused(Runnable call, String... parts) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(FlygateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BASE);
            assertThat(e.getMessage() + " " + e.hint()).contains(parts);
        });
    }

    @Test
    void theMergeBaseCountsAndNotTheTipOfTheBaseBranch() {
        String fork = project.write("db/V1__a.sql", "select 1;").commit();
        project.branch("feature").write("db/V3__c.sql", "select 3;").commit();
        project.checkout("main").write("db/V2__b.sql", "select 2;").commit();
        project.checkout("feature").write("db/V4__uncommitted.sql", "select 4;");
        MigrationPlan plan = plan("main");
        assertThat(plan.base().commit()).isEqualTo(fork);
        assertThat(plan.base().ref()).isEqualTo("main");
        assertThat(plan.base().version()).isEqualTo("1");
        assertThat(plan.base().migrations()).isEqualTo(1);
        assertThat(scripts(plan.applied())).containsExactly("V1__a.sql");
        assertThat(scripts(plan.pending())).containsExactly("V3__c.sql", "V4__uncommitted.sql");
        assertThat(plan.applied().get(0).content()).isEqualTo("select 1;");
        assertThat(plan.edited()).isEmpty();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void nothingOfTheRepositoryIsTouched() throws IOException {
        project.write("db/V1__a.sql", "select 1;").commit();
        project.write("db/V1__a.sql", "select 2;");
        List<String> before = files();
        plan("main").applied().get(0).content();
        assertThat(files()).isEqualTo(before);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void onTheBaseItselfTheWorkingTreeIsPendingOrNothing() {
        project.write("db/V1__a.sql", "select 1;").commit();
        assertThat(plan("main").pending()).isEmpty();
        project.write("db/V2__b.sql", "select 2;");
        assertThat(scripts(plan("main").pending())).containsExactly("V2__b.sql");
    }

    @Test
    void repeatablesArePendingWhenTheirChecksumDiffers() {
        project.write("db/V1__a.sql", "select 1;")
                .write("db/R__same.sql", "select 1;\nselect 2;")
                .write("db/R__ends.sql", "select 1;\nselect 2;")
                .write("db/R__changed.sql", "select 1;")
                .write("db/R__always.sql", "select '${flyway:timestamp}';")
                .write("db/R__gone.sql", "select 9;")
                .commit();
        project.write("db/R__ends.sql", "select 1;\r\nselect 2;\r\n")
                .write("db/R__changed.sql", "select 2;")
                .write("db/R__new.sql", "select 1;")
                .delete("db/R__gone.sql");
        MigrationPlan plan = plan("main");
        assertThat(scripts(plan.pending())).containsExactly("R__always.sql", "R__changed.sql", "R__new.sql");
        assertThat(plan.edited()).singleElement().asString().startsWith("db/R__gone.sql: was deleted; Flyway refuses");
    }

    @Test
    void changesOfAppliedMigrationsAreSaidWithWhatFlywayDoes() {
        project.write("db/V1__a.sql", "select 1;")
                .write("db/V2__b.sql", "-- note drop table x;")
                .write("db/V3__c.sql", "select 3;")
                .write("db/V4__d.sql", "select 4;")
                .write("db/V5__e.sql", "select 5;\n")
                .write("db/V6__f.sql", "select 6;")
                .write("db/V7__g.sql", "select 7;")
                .commit();
        project.write("db/V1__a.sql", "select 11;")
                .write("db/V2__b.sql", "-- note \ndrop table x;")
                .delete("db/V3__c.sql")
                .write("db/V3__C.sql", "select 3;")
                .delete("db/V4__d.sql")
                .write("db/sub/V4__d.sql", "select 4;\r\n")
                .write("db/V5__e.sql", "\r\nselect 5;")
                .write("db/V6__f.sql.conf", "executeInTransaction=false")
                .delete("db/V7__g.sql")
                .write("db/V8__g.sql", "select 7;");
        MigrationPlan plan = plan("main");
        assertThat(plan.edited())
                .extracting(Change::toString)
                .hasSize(5)
                .anySatisfy(edit -> assertThat(edit)
                        .startsWith("db/V1__a.sql: its content changed")
                        .contains("refuses"))
                .anySatisfy(edit -> assertThat(edit)
                        .startsWith("db/V2__b.sql: lines were joined")
                        .contains("not notice"))
                .anySatisfy(edit -> assertThat(edit)
                        .startsWith("db/V3__C.sql: its description")
                        .contains("refuses"))
                .anySatisfy(edit -> assertThat(edit).startsWith("db/V6__f.sql: its .conf file changed"))
                .anySatisfy(edit -> assertThat(edit)
                        .startsWith("db/V7__g.sql: was renamed to db/V8__g.sql")
                        .contains("refuses"));
        assertThat(scripts(plan.pending())).containsExactly("V8__g.sql");
    }

    @Test
    void aDeletedHighestVersionIsFutureAndIgnoredByDefault() {
        project.write("db/V1__a.sql", "select 1;")
                .write("db/V2__b.sql", "select 2;")
                .commit();
        project.delete("db/V2__b.sql");
        assertThat(plan("main").edited()).singleElement().asString().contains("Flyway ignores that");
        FlywaySettings strict =
                Settings.in("filesystem:db").ignoring("*:missing").flyway();
        assertThat(plan(folder, strict, Optional.of("main"), Map.of()).edited())
                .singleElement()
                .asString()
                .contains("Flyway refuses it");
    }

    @Test
    void aRenamedFolderIsFoundByContent() {
        project.write("sql/migrations/V1__a.sql", "select 1;")
                .write("sql/migrations/sub/V2__b.sql", "select 2;")
                .write("other/V1__a.sql", "select 1;")
                .commit();
        project.delete("sql/migrations/V1__a.sql")
                .delete("sql/migrations/sub/V2__b.sql")
                .write("db/V1__a.sql", "select 1;")
                .write("db/sub/V2__b.sql", "select 2;")
                .write("db/V3__c.sql", "select 3;");
        MigrationPlan plan = plan("main");
        assertThat(scripts(plan.applied())).containsExactly("V1__a.sql", "sub/V2__b.sql");
        assertThat(scripts(plan.pending())).containsExactly("V3__c.sql");
        assertThat(plan.notes()).singleElement().asString().contains("sql/migrations", "2 of 3");
        assertThat(plan.edited()).isEmpty();
    }

    @Test
    void aNewFolderIsAllPendingAndSaysSo() {
        project.write("README.md", "x").commit();
        project.write("db/V1__a.sql", "select 1;");
        MigrationPlan plan = plan("main");
        assertThat(plan.applied()).isEmpty();
        assertThat(scripts(plan.pending())).containsExactly("V1__a.sql");
        assertThat(plan.notes()).singleElement().asString().contains("no folder db");
    }

    @Test
    void aProjectInAFolderOfTheRepositoryAndALocationBesideIt() {
        project.write("services/shop/db/V1__a.sql", "select 1;")
                .write("services/common/V2__b.sql", "select 2;")
                .commit();
        project.write("services/shop/db/V3__c.sql", "select 3;");
        MigrationPlan plan = plan(
                folder.resolve("services/shop"),
                Settings.in("filesystem:db", "filesystem:../common").flyway(),
                Optional.of("main"),
                Map.of());
        assertThat(plan.applied()).extracting(Migration::file).containsExactly("db/V1__a.sql", "../common/V2__b.sql");
        assertThat(scripts(plan.pending())).containsExactly("V3__c.sql");
        assertThat(plan.applied().get(1).content()).isEqualTo("select 2;");
    }

    @Test
    void aMissingRefNamesTheOnesThatAreThere() {
        project.write("db/V1__a.sql", "select 1;").commit();
        project.branch("feature");
        refused(() -> plan("develop"), "develop", "feature, main", "git fetch origin develop");
        refused(() -> plan("a b^{"), "a b^{", "does not exist");
    }

    @Test
    void withoutABaseTheRemotesDefaultBranchIsTaken() throws IOException {
        String first = project.write("db/V1__a.sql", "select 1;").commit();
        project.write("db/V2__b.sql", "select 2;").commit();
        refused(() -> plan(folder, flyway, Optional.empty(), Map.of()), "origin/HEAD", "--base <ref>");
        ref("refs/remotes/origin/master", first);
        assertThat(plan(folder, flyway, Optional.empty(), Map.of()).base().ref())
                .isEqualTo("origin/master");
        ref("refs/remotes/origin/trunk", first);
        project.git().getRepository().updateRef("refs/remotes/origin/HEAD").link("refs/remotes/origin/trunk");
        MigrationPlan plan = plan(folder, flyway, Optional.empty(), Map.of());
        assertThat(plan.base().ref()).isEqualTo("origin/trunk");
        assertThat(scripts(plan.pending())).containsExactly("V2__b.sql");
    }

    @Test
    void inCiThePullRequestsBaseIsTaken() throws IOException {
        String first = project.write("db/V1__a.sql", "select 1;").commit();
        project.write("db/V2__b.sql", "select 2;").commit();
        ref("refs/remotes/origin/release/1", first);
        for (Map<String, String> environment : List.of(
                Map.of("GITHUB_BASE_REF", "release/1"),
                Map.of("GITHUB_BASE_REF", "", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release/1"),
                Map.of("CHANGE_TARGET", "release/1"),
                Map.of("BITBUCKET_PR_DESTINATION_BRANCH", "release/1"),
                Map.of("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release/1"),
                Map.of("BUILDKITE_PULL_REQUEST_BASE_BRANCH", "release/1"))) {
            assertThat(plan(folder, flyway, Optional.empty(), environment)
                            .base()
                            .ref())
                    .isEqualTo("origin/release/1");
        }
        assertThat(plan(folder, flyway, Optional.empty(), Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", first))
                        .base()
                        .commit())
                .isEqualTo(first);
        refused(
                () -> plan(folder, flyway, Optional.empty(), Map.of("GITHUB_BASE_REF", "gone")),
                "gone (from GITHUB_BASE_REF)");
    }

    private void ref(String name, String commit) throws IOException {
        RefUpdate update = project.git().getRepository().updateRef(name);
        update.setNewObjectId(project.git().getRepository().resolve(commit));
        update.update();
    }

    @Test
    void aShallowCloneSaysWhichFetchIsMissing() throws Exception {
        project.write("db/V1__a.sql", "select 1;").commit();
        project.branch("feature").write("db/V2__b.sql", "select 2;").commit();
        project.write("db/V3__c.sql", "select 3;").commit();
        project.checkout("main").write("db/V4__d.sql", "select 4;").commit();
        Path clone = temporary.resolve("clone");
        String url = folder.toUri().toString();
        Git.cloneRepository()
                .setURI(url)
                .setDirectory(clone.toFile())
                .setBranch("feature")
                .setCloneAllBranches(true)
                .setDepth(1)
                .call()
                .close();
        refused(
                () -> plan(clone, flyway, Optional.of("origin/main"), Map.of()),
                "shallow",
                "git fetch --unshallow origin",
                "fetch-depth: 0");
        refused(
                () -> plan(clone, flyway, Optional.of("develop"), Map.of()),
                "develop",
                "shallow",
                "git fetch origin develop");
    }

    @Test
    void aWorktreeIsReadThroughItsCommonFolder() throws IOException {
        String head = project.write("db/V1__a.sql", "select 1;").commit();
        Path worktree = Files.createDirectory(temporary.resolve("worktree"));
        Path own = Files.createDirectories(folder.resolve(".git/worktrees/w"));
        Files.writeString(worktree.resolve(".git"), "gitdir: " + own + "\n");
        Files.writeString(own.resolve("HEAD"), head + "\n");
        Files.writeString(own.resolve("commondir"), "../..\n");
        Files.writeString(own.resolve("gitdir"), worktree.resolve(".git") + "\n");
        Files.createDirectory(worktree.resolve("db"));
        Files.writeString(worktree.resolve("db/V1__a.sql"), "select 1;");
        Files.writeString(worktree.resolve("db/V2__b.sql"), "select 2;");
        MigrationPlan plan = plan(worktree, flyway, Optional.of("main"), Map.of());
        assertThat(scripts(plan.applied())).containsExactly("V1__a.sql");
        assertThat(scripts(plan.pending())).containsExactly("V2__b.sql");
    }

    @Test
    void aProjectInASubmoduleHasTheSubmodulesHistory() throws IOException {
        project.write("README.md", "outer").commit();
        Path inner = Files.createDirectories(folder.resolve("inner"));
        try (GitProject module = GitProject.in(inner)) {
            module.write("db/V1__a.sql", "select 1;").commit();
        }
        Path modules = Files.createDirectories(folder.resolve(".git/modules"));
        Files.move(inner.resolve(".git"), modules.resolve("inner"));
        Files.writeString(inner.resolve(".git"), "gitdir: ../.git/modules/inner\n");
        Files.writeString(
                modules.resolve("inner/config"),
                "[core]\n\trepositoryformatversion = 0\n\tworktree = ../../../inner\n");
        Files.writeString(inner.resolve("db/V2__b.sql"), "select 2;");
        MigrationPlan plan = plan(inner, flyway, Optional.of("main"), Map.of());
        assertThat(scripts(plan.applied())).containsExactly("V1__a.sql");
        assertThat(scripts(plan.pending())).containsExactly("V2__b.sql");
    }

    @Test
    void aPointerOfGitLfsInTheBaseIsRefused() {
        project.write("db/V1__a.sql", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
                .commit();
        project.write("db/V1__a.sql", "select 1;");
        refused(() -> plan("main"), "db/V1__a.sql", "Git LFS");
    }

    @Test
    void aSubmoduleInPlaceOfTheFolderIsRefused() throws Exception {
        project.write("README.md", "outer").commit();
        Git git = project.git();
        DirCache index = git.getRepository().lockDirCache();
        DirCacheBuilder builder = index.builder();
        DirCacheEntry link = new DirCacheEntry("db");
        link.setFileMode(FileMode.GITLINK);
        link.setObjectId(git.getRepository().resolve("HEAD"));
        builder.add(link);
        builder.commit();
        git.commit().setMessage("submodule").setSign(false).call();
        project.write("db/V1__a.sql", "select 1;");
        refused(() -> plan("main"), "db is a git submodule", "--base-version");
    }

    @Test
    void symbolicLinksOfTheBaseAreFollowed() throws IOException {
        project.write("real/V1__a.sql", "select 1;").write("one/V2__b.sql", "select 2;");
        Files.createSymbolicLink(folder.resolve("db"), Path.of("real"));
        Files.createSymbolicLink(folder.resolve("real/V2__b.sql"), Path.of("../one/V2__b.sql"));
        project.commit();
        MigrationPlan plan = plan("main");
        assertThat(scripts(plan.applied())).containsExactly("V1__a.sql", "V2__b.sql");
        assertThat(plan.applied().get(1).content()).isEqualTo("select 2;");
        assertThat(plan.pending()).isEmpty();
        assertThat(plan.edited()).isEmpty();
    }

    @Test
    void unrelatedHistoriesHaveNoMergeBase() throws Exception {
        project.write("db/V1__a.sql", "select 1;").commit();
        project.git().checkout().setOrphan(true).setName("other").call();
        project.write("db/V2__b.sql", "select 1;").commit();
        refused(() -> plan("main"), "no commit in common");
    }

    @Test
    void callbacksOfBaseAndHeadAreKeptApart() {
        project.write("db/V1__a.sql", "select 1;")
                .write("db/beforeMigrate.sql", "select 1;")
                .commit();
        project.write("db/beforeMigrate.sql", "set lock_timeout = '1s';").write("db/afterMigrate.sql", "select 2;");
        MigrationPlan plan = plan("main");
        assertThat(scripts(plan.baseCallbacks())).containsExactly("beforeMigrate.sql");
        assertThat(plan.baseCallbacks().get(0).content()).isEqualTo("select 1;");
        assertThat(scripts(plan.callbacks())).containsExactly("afterMigrate.sql", "beforeMigrate.sql");
        assertThat(plan.callbacks().get(1).content()).startsWith("set lock_timeout");
    }

    @Test
    void theBaseKeyFollowsContentsNamesAndSettingsOfTheBaseOnly() {
        project.write("db/V1__a.sql", "select 1;").commit();
        String key = plan("main").baseKey();
        project.write("db/V2__b.sql", "select 2;");
        assertThat(plan("main").baseKey()).isEqualTo(key);
        FlywaySettings other =
                Settings.in("filesystem:db").placeholders(Map.of("a", "b")).flyway();
        assertThat(plan(folder, other, Optional.of("main"), Map.of()).baseKey()).isNotEqualTo(key);
        project.commit();
        assertThat(plan("main").baseKey()).isNotEqualTo(key);
    }

    @Test
    void aBaseKnowsWhatItHasGrownFrom() {
        project.write("db/V1__a.sql", "select 1;")
                .write("db/R__v.sql", "select 0;")
                .commit();
        String one = plan("main").baseKey();
        project.write("db/V2__b.sql", "select 2;").commit();
        assertThat(plan("main").lineage()).hasSize(3).element(1).isEqualTo(one);
        project.write("db/V1_5__c.sql", "select 3;").commit();
        assertThat(plan("main").lineage()).hasSize(4).element(2).isEqualTo(one);
        project.write("db/R__v.sql", "select 4;").commit();
        assertThat(plan("main").lineage()).doesNotContain(one);
    }

    @Test
    void aThousandFilesTakeLittleTime() {
        for (int i = 1; i <= 1000; i++) {
            project.write("db/V" + i + "__a.sql", "create table t" + i + " (a int);\n".repeat(40));
        }
        project.commit();
        project.write("db/V1001__b.sql", "select 1;");
        StringBuilder times = new StringBuilder();
        for (int run = 0; run < 6; run++) {
            long start = System.nanoTime();
            MigrationPlan plan = plan("main");
            times.append(' ').append((System.nanoTime() - start) / 1_000_000);
            assertThat(plan.pending()).hasSize(1);
            assertThat(plan.applied()).hasSize(1000);
        }
        System.out.println("plan() with 1,000 base files, ms per run:" + times);
    }
}
