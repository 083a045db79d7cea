package io.github.flygate.junit;

import io.github.flygate.junit.FlygateDatabase.Scope;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Registered by {@link FlygateDatabase}. */
public final class FlygateExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final Set<Class<?>> WITHOUT_MARK = Set.of(DataSource.class, Connection.class, TestDatabase.class);

    /** Called by JUnit. */
    public FlygateExtension() {
        // JUnit's stores keep all that there is to keep.
    }

    /** Where it is known for which method an instance is made, its constructor gets that method's database. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Home home = Home.of(context);
        if (home.scope() == Scope.CLASS) {
            // Also when it asks for nothing: that there is no database is known before the first test.
            home.database();
        }
        for (Field field : fields(context.getRequiredTestClass(), true)) {
            set(field, null, home);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Home home = Home.of(context);
        home.database();
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            for (Field field : fields(instance.getClass(), false)) {
                set(field, instance, home);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return WITHOUT_MARK.contains(parameter.getParameter().getType()) || parameter.isAnnotated(Flygate.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return value(parameter.getParameter().getType(), Home.of(context));
    }

    private static List<Field> fields(Class<?> type, boolean ofClass) {
        return AnnotationSupport.findAnnotatedFields(
                type,
                Flygate.class,
                field -> Modifier.isStatic(field.getModifiers()) == ofClass,
                HierarchyTraversalMode.TOP_DOWN);
    }

    private static void set(Field field, @Nullable Object instance, Home home) {
        Object value = value(field.getType(), home);
        try {
            field.setAccessible(true);
            field.set(instance, value);
        } catch (IllegalAccessException | RuntimeException e) {
            throw new ExtensionConfigurationException("@Flygate cannot set the field " + field, e);
        }
    }

    private static Object value(Class<?> type, Home home) {
        if (type == TestDatabase.class) {
            return home.database();
        }
        if (type == DataSource.class) {
            return home.database().dataSource();
        }
        if (type == String.class) {
            return home.database().completeUrl();
        }
        if (type == Connection.class) {
            return home.connection();
        }
        throw new ExtensionConfigurationException("@Flygate cannot give a " + type.getName()
                + ": it gives a DataSource, a Connection, a TestDatabase or, as a String, a JDBC URL");
    }
}
