package io.github.flygate.contract;

import io.github.flygate.snapshot.Database.Login;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything the user made in a database, as text: what two databases, or one database at two moments, are compared by.
 *
 * @param texts {@code kind name}, such as {@code view public.v}, to the definition
 * @param relations the same keys to the relation that each belongs to; without those that belong to none
 */
record Definitions(SortedMap<String, String> texts, Map<String, String> relations) {
    private static final String QUERY = query();
    private static final String COLUMN = "column ";
    private static final String VIEW = "view ";

    /** Reads them as a superuser who looks for nothing outside pg_catalog. */
    static Definitions of(Login superuser) throws SQLException {
        try (Connection session = Sessions.observer(superuser)) {
            return read(session);
        }
    }

    static Definitions read(Connection session) throws SQLException {
        SortedMap<String, String> texts = new TreeMap<>();
        Map<String, String> relations = new HashMap<>();
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                String key = row.getString(1) + " " + row.getString(2);
                texts.put(key, Objects.requireNonNullElse(row.getString(3), ""));
                if (!row.getString(4).isEmpty()) {
                    relations.put(key, row.getString(4));
                }
            }
        }
        return new Definitions(texts, relations);
    }

    /** The same in Flyway's own session, which sees what is not committed yet and has a search path of its own. */
    static Definitions inside(Connection session) throws SQLException {
        String path;
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("select pg_catalog.current_setting('search_path')")) {
            row.next();
            path = row.getString(1);
        }
        setPath(session, "pg_catalog");
        Definitions read = read(session);
        setPath(session, path);
        return read;
    }

    private static void setPath(Connection session, String path) throws SQLException {
        try (PreparedStatement set =
                session.prepareStatement("select pg_catalog.set_config('search_path', ?, false)")) {
            set.setString(1, path);
            set.execute();
        }
    }

    /** Without what Flyway keeps for itself. */
    Definitions without(String historyTable) {
        SortedMap<String, String> rest = new TreeMap<>(texts);
        rest.keySet()
                .removeIf(key -> key.endsWith(" " + historyTable)
                        || key.contains(" " + historyTable + ".")
                        || key.contains(" " + historyTable + "_"));
        return new Definitions(rest, relations);
    }

    /** The same, with another name for the owner or the database. */
    Definitions renamed(String from, String to) {
        if (from.equals(to)) {
            return this;
        }
        Pattern word = Pattern.compile("(?<![\\w$])" + Pattern.quote(from) + "(?![\\w$])");
        UnaryOperator<String> rename = text -> word.matcher(text).replaceAll(Matcher.quoteReplacement(to));
        SortedMap<String, String> renamed = new TreeMap<>();
        texts.forEach((key, text) -> renamed.put(rename.apply(key), rename.apply(text)));
        Map<String, String> owners = new HashMap<>();
        relations.forEach((key, relation) -> owners.put(rename.apply(key), rename.apply(relation)));
        return new Definitions(renamed, owners);
    }

    /** Sentences such as {@code view public.v: column c is gone}, sorted; a relation that is gone or new speaks for its columns. */
    List<String> differencesTo(Definitions after) {
        Set<String> keys = new TreeSet<>(texts.keySet());
        keys.addAll(after.texts.keySet());
        List<String> sentences = new ArrayList<>();
        for (String key : keys) {
            String old = texts.get(key);
            String now = after.texts.get(key);
            if (!Objects.equals(old, now)) {
                String what = now == null ? "is gone" : old == null ? "is new" : "is changed";
                sentence(key, what, after).ifPresent(sentences::add);
            }
        }
        return List.copyOf(sentences);
    }

    private Optional<String> sentence(String key, String what, Definitions after) {
        if (!key.startsWith(COLUMN)) {
            return Optional.of(key + " " + what);
        }
        String column = key.substring(COLUMN.length());
        Optional<String> owner = relation(column, after);
        if (owner.isEmpty()) {
            return Optional.of(key + " " + what);
        }
        String relation = owner.get();
        if (texts.containsKey(relation) != after.texts.containsKey(relation)) {
            return Optional.empty();
        }
        String name = relation.substring(relation.indexOf(' ', relation.startsWith("materialized") ? 13 : 0) + 1);
        return Optional.of(relation + ": column " + column.substring(name.length() + 1) + " " + what);
    }

    /** The relation that a qualified column belongs to, with its kind; a name may hold dots itself. */
    private Optional<String> relation(String column, Definitions after) {
        for (int dot = column.lastIndexOf('.'); dot > 0; dot = column.lastIndexOf('.', dot - 1)) {
            String name = column.substring(0, dot);
            for (String kind : List.of(VIEW, "table ", "materialized view ", "foreign table ", "type ")) {
                if (texts.containsKey(kind + name) || after.texts.containsKey(kind + name)) {
                    return Optional.of(kind + name);
                }
            }
        }
        return Optional.empty();
    }

    private static String query() {
        try (InputStream in = Objects.requireNonNull(Definitions.class.getResourceAsStream("definitions.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
