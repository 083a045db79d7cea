package io.github.flygate.base;

import io.github.flygate.config.GateConfig;
import io.github.flygate.migration.FlywayConfigurations;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.snapshot.BaseBuilder;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Origin;
import io.github.flygate.trace.BaseMigrator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The base of one database of a project, as an engine wants it. */
public final class ProjectBase {
    /** Raised whenever other rows are made. */
    private static final int ROWS_FORMAT = 2;

    private final GateConfig config;
    private final MigrationPlan plan;
    private final DatabaseNames names;
    private final List<Seed> seeds;
    private final int rows;

    private ProjectBase(GateConfig config, MigrationPlan plan, int rows) {
        this.rows = rows;
        this.config = config;
        this.plan = plan;
        this.names = DatabaseNames.of(config.flyway());
        this.seeds = config.snapshots().seed().stream().map(Seed::new).toList();
    }

    /** The base that a plan has found already. */
    public static ProjectBase of(GateConfig config, MigrationPlan plan) {
        return new ProjectBase(config, plan, 0);
    }

    /** The configured base. */
    public static ProjectBase find(GateConfig config, Map<String, String> environment) {
        return of(config, ProjectPlan.find(config, environment, List.of()));
    }

    /** All migrations of the working tree; git is not looked at. */
    public static ProjectBase workingTree(GateConfig config, Map<String, String> environment) {
        return of(config, new MigrationFinder(environment).workingTree(config.project(), config.flyway()));
    }

    /** No migrations at all: for what is kept or copied without looking at them. */
    public static ProjectBase none(GateConfig config) {
        return of(config, MigrationPlan.withoutBase(List.of()));
    }

    /** The same, with so many made-up rows in each table that is empty otherwise; 0 for none. */
    public ProjectBase withRows(int perTable) {
        return new ProjectBase(config, plan, perTable);
    }

    /** The same database before its first migration: what {@link BaseBuilder} is to do nothing for. */
    public BaseSpec emptySpec() {
        return new BaseSpec(
                new Origin(projectName(), config.name(), "", "", 0, "", FlywayConfigurations.flywayVersion()),
                List.of("before the first migration"),
                List.of(),
                config.postgres(),
                names.database(),
                names.owner(),
                config.roles(),
                config.extensions(),
                config.settings());
    }

    /** Everything that decides what is in the database. */
    public BaseSpec spec() {
        return new BaseSpec(
                origin(),
                lineage(),
                seeds.stream().map(Seed::hash).toList(),
                config.postgres(),
                names.database(),
                names.owner(),
                config.roles(),
                config.extensions(),
                config.settings());
    }

    /** With rows, a base becomes this one when what it lacks is filled in, be it rows alone. */
    private List<String> lineage() {
        if (rows == 0) {
            return plan.lineage();
        }
        String filled = " with " + rows + " rows, format " + ROWS_FORMAT;
        return plan.lineage().stream()
                .flatMap(key -> Stream.of(key + filled, key))
                .toList();
    }

    private String projectName() {
        Path project = config.project().getFileName();
        return project == null ? "" : project.toString();
    }

    private Origin origin() {
        return new Origin(
                projectName(),
                config.name(),
                plan.applied().stream().findFirst().map(ProjectBase::first).orElse(""),
                plan.base().version(),
                plan.applied().size(),
                plan.base().commit(),
                FlywayConfigurations.flywayVersion());
    }

    /** The first migration tells projects apart: all snapshots of a project begin with it. */
    private static String first(Migration migration) {
        return migration.script() + " " + migration.checksum();
    }

    /** Lets Flyway apply what is missing, and runs the seed on what was empty. */
    public BaseBuilder builder() {
        return new BaseBuilder() {
            @Override
            public void build(Database.Login owner) {
                migrator().apply(owner, plan.applied(), plan.baseCallbacks());
                seeds.forEach(seed -> migrator().seed(owner, seed.file(), seed.sql()));
                fill(owner);
            }

            @Override
            public void grow(Database.Login owner) {
                migrator().apply(owner, plan.applied(), plan.baseCallbacks());
                fill(owner);
            }
        };
    }

    private void fill(Database.Login owner) {
        if (rows > 0 && !plan.applied().isEmpty()) {
            Filling.of(owner, rows, Set.of(historyTable()));
        }
    }

    /** Takes the made-up rows out of a copy again, before anything else has changed it. */
    public void removeRows(Database.Login superuser) {
        Filling.undo(superuser);
    }

    /** Flyway's own, as {@code schema.name}. */
    public String historyTable() {
        return config.flyway().effectiveSchema() + "." + config.flyway().table();
    }

    private BaseMigrator migrator() {
        return new BaseMigrator(config.project(), config.flyway(), timeZone());
    }

    /** Of Flyway's sessions. */
    public String timeZone() {
        return config.settings().entrySet().stream()
                .filter(setting -> setting.getKey().equalsIgnoreCase("TimeZone"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("UTC");
    }
}
