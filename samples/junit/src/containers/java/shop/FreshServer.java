package shop;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Starts a container for each class and lets Flyway build the database in it. */
final class FreshServer implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FreshServer.class);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        PostgreSQLContainer server = new PostgreSQLContainer("postgres:18");
        server.start();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(server.getJdbcUrl());
        dataSource.setUser(server.getUsername());
        dataSource.setPassword(server.getPassword());
        context.getStore(NAMESPACE).put("server", server);
        context.getStore(NAMESPACE).put("dataSource", dataSource);
        Flyway.configure().dataSource(dataSource).load().migrate();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        context.getStore(NAMESPACE).get("server", PostgreSQLContainer.class).close();
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
