package io.github.flygate.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what the copy of {@link FlygateDatabase} is put into.
 *
 * <ul>
 *   <li>A parameter of type {@code String} gets a JDBC URL with which a driver can connect: it holds user and password.
 *   <li>A field of any type that a parameter may have is set before each test, a static one before all tests.
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
public @interface Flygate {}
