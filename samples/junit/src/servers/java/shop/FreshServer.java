package shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts a server for each class and lets Flyway build the database in it. */
final class FreshServer implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FreshServer.class);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        DataSource dataSource = server.getPostgresDatabase();
        context.getStore(NAMESPACE).put("server", server);
        context.getStore(NAMESPACE).put("dataSource", dataSource);
        Flyway.configure().dataSource(dataSource).load().migrate();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        context.getStore(NAMESPACE).get("server", EmbeddedPostgres.class).close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DataSource.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get("dataSource", DataSource.class);
    }
}
