package io.github.flygate.contract;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.GitProject;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import io.github.flygate.sql.StaticReader;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.Hint;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.Tracer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A project in git with a base and a head, and copies of its base on a real server. */
final class Rehearsal implements AutoCloseable {
    private final GitProject git;
    private final String postgres;
    private final StringBuilder flyway = new StringBuilder("flyway.locations=filesystem:db\n");

    Rehearsal(Path folder, String postgres) {
        this.git = GitProject.in(folder);
        this.postgres = postgres;
    }

    Rehearsal setting(String name, String value) {
        flyway.append("flyway.").append(name).append('=').append(value).append('\n');
        return this;
    }

    /** A file that the base has, and the head too unless it is written again. */
    Rehearsal base(String name, String content) {
        git.write(name.contains("/") ? name : "db/" + name, content);
        return this;
    }

    Rehearsal committed() {
        git.write("flyway.conf", flyway.toString()).commit();
        git.branch("feature");
        return this;
    }

    Rehearsal head(String name, String content) {
        git.write(name.contains("/") ? name : "db/" + name, content);
        return this;
    }

    Rehearsal without(String name) {
        git.delete("db/" + name);
        return this;
    }

    /** The project with everything that a pass is asked with. */
    Ready ready() {
        return ready("base.ref", "main");
    }

    Ready ready(String key, String base) {
        Options options = Options.none()
                .with("postgres", postgres, "--postgres")
                .with(key, base, "--base")
                .with("cache", git.folder().resolve("cache").toString(), "--cache");
        GateConfig config =
                new ConfigLoader(Map.of()).load(git.folder(), options).get(0);
        MigrationPlan plan = new MigrationFinder(Map.of())
                .plan(config.project(), config.flyway(), config.baseRef(), config.baseVersion());
        return new Ready(postgres, config, plan);
    }

    @Override
    public void close() {
        git.close();
    }

    record Ready(String postgres, GateConfig config, MigrationPlan plan) {
        Database copy() {
            ProjectBase base = ProjectBase.of(config, plan);
            return TestServer.of(postgres).open(base.spec(), base.builder(), Progress.none());
        }

        Database migrated() {
            Database copy = copy();
            Tracer.run(copy, traceRequest(), Progress.none());
            return copy;
        }

        RestartResult restart() {
            return restart(Duration.ofMinutes(1));
        }

        RestartResult restart(Duration limit) {
            try (Database database = migrated()) {
                return restart(database, limit);
            }
        }

        RestartResult restart(Database database, Duration limit) {
            RestartRequest request = new RestartRequest(
                    config.project(),
                    config.flyway(),
                    flywayFact(),
                    plan,
                    scripts().stream().map(TracedScript::script).toList(),
                    "UTC",
                    limit);
            return RestartPass.run(database, request, Progress.none());
        }

        RerunResult rerun() {
            RerunRequest request = new RerunRequest(
                    config.project(),
                    config.flyway(),
                    flywayFact(),
                    scripts(),
                    plan.callbacks(),
                    "UTC",
                    Duration.ofMinutes(1),
                    0,
                    Duration.ofMillis(200));
            return RerunPass.run(this::copy, request, Progress.none());
        }

        TraceRequest traceRequest() {
            return new TraceRequest(
                    config.project(),
                    config.flyway(),
                    flywayFact(),
                    scripts(),
                    plan.callbacks(),
                    "UTC",
                    Duration.ofMinutes(1));
        }

        FlywayFact flywayFact() {
            FlywaySettings flyway = config.flyway();
            return new FlywayFact(flyway.transactionalLock(), flyway.mixed(), flyway.group(), flyway.outOfOrder());
        }

        List<TracedScript> scripts() {
            int major = Integer.parseInt(postgres);
            ScriptSplitter splitter = new ScriptSplitter(config.flyway(), major, Map.of());
            StaticReader reader =
                    new StaticReader(new StaticReader.Settings(major, "public", flywayFact(), 0, true, "UTC"));
            List<TracedScript> scripts = new ArrayList<>();
            plan.pending().forEach(migration -> {
                Script script = splitter.split(migration);
                scripts.add(new TracedScript(
                        script,
                        reader.read(script).statements().stream()
                                .map(statement -> new Hint(statement.says(), statement.relations()))
                                .toList()));
            });
            return scripts;
        }
    }
}
