package io.github.flygate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors and the loader accept the same files. */
class FlygateSchemaTest {
    private static final JsonNode SCHEMA = read();

    @TempDir
    Path folder;

    private static JsonNode read() {
        try (InputStream stream = ConfigLoader.class.getResourceAsStream("flygate.schema.json")) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SCHEMA);
    }

    @Test
    void theSchemaAndTheLoaderKnowTheSameKeys() {
        compare("flygate.yml", SCHEMA, Shape.file());
    }

    private static void compare(String path, JsonNode reference, Shape shape) {
        JsonNode node = resolve(reference);
        switch (shape.kind()) {
            case TEXT -> assertThat(node.path("type").toString()).as(path).doesNotContain("array", "object");
            case FLAG -> assertThat(node.path("type").asText()).as(path).isEqualTo("boolean");
            case LIST -> {
                assertThat(node.path("type").asText()).as(path).isEqualTo("array");
                assertThat(node.path("items").has("properties")).as(path).isFalse();
            }
            case TEXTS ->
                assertThat(node.path("additionalProperties").isObject())
                        .as(path)
                        .isTrue();
            case SECTION -> compareKeys(path, node, shape);
            case SECTIONS -> compareKeys(path, resolve(node.path("items")), shape);
            case NAMED_SECTIONS -> compareKeys(path, resolve(node.path("additionalProperties")), shape);
        }
    }

    private static void compareKeys(String path, JsonNode node, Shape shape) {
        TreeSet<String> known = new TreeSet<>();
        node.path("properties").fieldNames().forEachRemaining(known::add);
        assertThat(known).as(path).isEqualTo(new TreeSet<>(shape.keys()));
        assertThat(node.path("additionalProperties").asBoolean(true)).as(path).isFalse();
        shape.children()
                .forEach((key, child) ->
                        compare(path + "." + key, node.path("properties").path(key), child));
    }

    /** Whether described where it is used or where it is defined, a key has a description. */
    @Test
    void everyKeyIsDescribed() {
        SCHEMA.at("/$defs/database/properties")
                .properties()
                .forEach(key -> assertThat(key.getValue().path("description").asText())
                        .as(key.getKey())
                        .isNotEmpty());
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(SCHEMA.at(node.path("$ref").asText().substring(1))) : node;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "postgres: 16\nroles: [app]\nsettings: { TimeZone: UTC, jit: off, work_mem: 5 }",
                "postgres: '16.4'\nengine: docker\nimage: postgis/postgis:16-3.4",
                "base: { version: \"41\" }\nfailOn: info\ntimeLimit: 90s\ncache: .cache",
                "flyway: { locations: [filesystem:db], postgresql.transactional.lock: false, placeholders: { a: 1, b: x } }",
                "contract: { queries: [contract/*.sql], complete: false }\nfacts: facts.json",
                "rerun: { rows: 10, lock: 1s }",
                "history: { fromNothing: true }",
                "rules: { severity: { prefer-text: off, drop-column: info } }",
                "suppress: [ { rule: drop-column, script: V42__x.sql, reason: 'unused since 3.1', until: 2027-01-31 } ]",
                "databases: { orders: { postgres: 15 }, billing: {} }",
            })
    void theSameFilesAreAccepted(String yaml) {
        assertThat(schema().validate(yaml, InputFormat.YAML)).isEmpty();
        assertThatCode(() -> new TestProject(folder).file("flygate.yml", yaml).loadAll())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extentions: [a]",
                "postgres: 11",
                "postgres: 19",
                "postgres: x",
                "postgres:",
                "engine: cloud",
                "roles: app",
                "roles: ['']",
                "base: { ref: a, version: b }",
                "base: { sha: a }",
                "flyway: { mixed: 1 }",
                "flyway: { cleanDisabled: true }",
                "rules: { severity: { drop-column: fatal } }",
                "rules: { severity: { Drop: off } }",
                "suppress: [ { rule: a, script: b } ]",
                "suppress: [ { rule: a, script: b, reason: c, until: soon } ]",
                "failOn: never",
                "timeLimit: 5",
                "rerun: { rows: many }",
                "rerun: { lock: 5 }",
                "history: { fromNothing: sometimes }",
                "databases: {}",
                "databases: { a: { databases: {} } }",
            })
    void theSameFilesAreRefused(String yaml) {
        assertThat(schema().validate(yaml, InputFormat.YAML)).isNotEmpty();
        assertThatThrownBy(
                        () -> new TestProject(folder).file("flygate.yml", yaml).loadAll())
                .isInstanceOf(FlygateException.class);
    }
}
