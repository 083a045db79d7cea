package io.github.flygate.snapshot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that need a Docker daemon and the image {@code postgres:18}. Skipped without them; CI lets no test be skipped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("db")
@Tag("docker")
@ExtendWith(DockerCondition.class)
@interface EnabledIfDocker {}
