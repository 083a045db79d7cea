package io.github.flygate.contract;

import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements that were prepared before the migrations in a session that lives through them, as a pool's session does:
 * where {@code cached plan must not change result type} appears. Prepared by SQL, which the server treats as it does the
 * driver's own; the driver would prepare all of them anew after the first failure.
 */
final class PreparedForms implements AutoCloseable {
    private static final int AT_ONCE = 200;

    private final Connection session;
    private final Map<String, Probe> prepared = new LinkedHashMap<>();

    private PreparedForms(Connection session) {
        this.session = session;
    }

    static PreparedForms of(List<Probe> probes, Login owner, OldRole role) throws SQLException {
        Connection session = role.open(owner);
        PreparedForms forms = new PreparedForms(session);
        try {
            for (Probe probe : probes) {
                forms.prepare(probe);
            }
            return forms;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** Run once: the server checks a plan's result only after it made one. */
    private void prepare(Probe probe) throws SQLException {
        String name = "flygate_" + prepared.size();
        try (Statement statement = statement()) {
            statement.execute("prepare " + name + " as " + probe.sql());
            session.setAutoCommit(false);
            try {
                statement.execute("execute " + name);
            } finally {
                session.rollback();
                session.setAutoCommit(true);
            }
            prepared.put(name, probe);
        } catch (SQLException e) {
            // EXPLAIN and CALL cannot be prepared; their fresh form is tried all the same.
            if (Refusal.of(e).endsSession()) {
                throw e;
            }
        }
    }

    /** Runs each once more, inside a transaction, where the driver cannot help itself by preparing it again. */
    List<Break> broken() throws SQLException {
        List<Break> broken = new ArrayList<>();
        session.setAutoCommit(false);
        int run = 0;
        try (Statement statement = statement()) {
            for (Map.Entry<String, Probe> form : prepared.entrySet()) {
                statement.execute("savepoint flygate");
                try {
                    statement.execute("execute " + form.getKey());
                } catch (SQLException e) {
                    Refusal refusal = Refusal.of(e);
                    if (refusal.endsSession()) {
                        throw e;
                    }
                    broken.add(new Break(form.getValue(), refusal, true));
                }
                statement.execute("rollback to savepoint flygate");
                if (++run % AT_ONCE == 0) {
                    session.rollback();
                }
            }
        }
        session.rollback();
        return broken;
    }

    private Statement statement() throws SQLException {
        Statement statement = session.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
