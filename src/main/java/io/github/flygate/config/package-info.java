/**
 * flygate.yml, the Flyway configuration that a project already has, the environment and the command line, merged into
 * one immutable {@link io.github.flygate.config.GateConfig} in which every value knows its origin. It reads files; it
 * opens no database and starts no process.
 */
@NullMarked
package io.github.flygate.config;

import org.jspecify.annotations.NullMarked;
