package io.github.flygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StellarFileTest {
    @TempDir
    Path project;

    @Test
    void what_it_says_is_offered_without_the_password() throws IOException {
        Files.writeString(project.resolve("stellar.yaml"), """
                migrate_from_0_3_2: true
                project_name: 'shop'
                tracked_databases: ['shop', 'billing']
                url: 'postgresql://dev:hunter2@db.local:5433/template1'
                stellar_url: 'postgresql://dev:hunter2@db.local:5433/stellar_data'
                """);

        assertThat(StellarFile.serverBlock(project)).hasValue("""
                server:
                  url: jdbc:postgresql://db.local:5433/shop
                  user: dev
                  databases: [shop, billing]""");
    }

    @Test
    void nothing_is_offered_where_nothing_is_said() throws IOException {
        assertThat(StellarFile.serverBlock(project)).isEmpty();
        Files.writeString(project.resolve("stellar.yaml"), "url: [unclosed");
        assertThat(StellarFile.serverBlock(project)).isEmpty();
    }
}
