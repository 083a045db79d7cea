package io.github.flygate.junit;

import io.github.flygate.junit.FlygateDatabase.Scope;
import io.github.flygate.junit.ProjectDatabases.Wish;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.Copies;
import io.github.flygate.snapshot.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The copy that counts at one point of a test run. It is made when it is first asked for, and JUnit's stores say when it
 * goes: with the class or method whose own it is.
 *
 * @param here the point of the run
 * @param owner the class with the annotation that applies here
 */
record Home(ExtensionContext here, ExtensionContext owner, FlygateDatabase annotation) {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(FlygateExtension.class);

    static Home of(ExtensionContext here) {
        for (Optional<ExtensionContext> at = Optional.of(here);
                at.isPresent();
                at = at.get().getParent()) {
            ExtensionContext context = at.get();
            if (context.getTestMethod().isEmpty() && context.getTestClass().isPresent()) {
                Optional<FlygateDatabase> annotation =
                        AnnotationSupport.findAnnotation(context.getTestClass(), FlygateDatabase.class);
                if (annotation.isPresent()) {
                    return new Home(here, context, annotation.get());
                }
            }
        }
        throw new ExtensionConfigurationException("a test class gets a database by the annotation @FlygateDatabase");
    }

    Scope scope() {
        return annotation.scope();
    }

    TestDatabase database() {
        ExtensionContext context = scope() == Scope.CLASS ? owner : method();
        // A store also finds what the stores around it hold, so the key says whose it is.
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> Lease.on(copies()), Lease.class)
                .database();
    }

    private ExtensionContext method() {
        if (here.getTestMethod().isEmpty()) {
            throw new ExtensionConfigurationException("with scope METHOD a database belongs to one test method: ask for"
                    + " it in the test or in @BeforeEach, or choose scope CLASS");
        }
        return here;
    }

    private Copies copies() {
        Wish wish = Wish.of(annotation);
        return here.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(wish, ProjectDatabases::new, ProjectDatabases.class)
                .copies();
    }

    /** A new connection, which is closed when this point of the run has been passed. */
    Connection connection() {
        try {
            Connection connection = database().connect();
            here.getStore(NAMESPACE).put(connection, new Closing(connection));
            return connection;
        } catch (SQLException e) {
            throw new FlygateException(
                    ErrorCode.ENGINE, "cannot connect to " + database() + ": " + e.getMessage(), "", e);
        }
    }

    /** A copy that is dropped with the store it is in. Before 5.13, JUnit closes what has its own type only. */
    @SuppressWarnings("deprecation")
    private record Lease(Database copy, TestDatabase database)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        static Lease on(Copies copies) {
            Database copy = copies.next();
            return new Lease(copy, new TestDatabase(copy.owner()));
        }

        @Override
        public void close() {
            copy.close();
        }
    }

    @SuppressWarnings("deprecation")
    private record Closing(Connection connection) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
