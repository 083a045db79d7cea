package io.github.flygate.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a PostgreSQL database of their own, as all migrations of the working tree build it. The
 * tests may commit: nobody else sees it, and it is dropped afterwards.
 *
 * <pre>{@code
 * @FlygateDatabase
 * class OrdersTest {
 *     @Test
 *     void an_order_is_kept(DataSource database) { ... }
 * }
 * }</pre>
 *
 * Constructors, test methods and lifecycle methods get it as a {@link javax.sql.DataSource}, a {@link
 * java.sql.Connection} that is closed for them, or a {@link TestDatabase}; see {@link Flygate} for JDBC URLs and
 * fields. A {@code @Nested} class shares its outer class's copy unless it has this annotation itself.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(FlygateExtension.class)
public @interface FlygateDatabase {
    /** Who has a copy for itself. */
    enum Scope {
        /** The test class: its tests see what those before them committed. */
        CLASS,
        /** The test method: each finds the database as the migrations left it. */
        METHOD
    }

    /** Who has a copy for itself. */
    Scope scope() default Scope.CLASS;

    /** The folder of the project that holds migrations and configuration, from the working directory. */
    String project() default ".";

    /** Which of the databases that flygate.yml names; needed when there are several. */
    String database() default "";

    /** Instead of the configured engine. */
    String engine() default "";
}
