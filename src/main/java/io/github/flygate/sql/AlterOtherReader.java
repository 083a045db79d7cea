package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;

import io.github.flygate.fact.TableFact;
import java.util.List;

/** ALTER of what is no relation. */
final class AlterOtherReader {
    private final Draft draft;
    private final Cursor cursor;

    private AlterOtherReader(Draft draft, Cursor cursor) {
        this.draft = draft;
        this.cursor = cursor;
    }

    /** Reads behind ALTER; {@code kind} is what is changed and no relation. */
    static void read(Draft draft, Cursor cursor, String kind) {
        new AlterOtherReader(draft, cursor).read(kind);
    }

    private void read(String kind) {
        cursor.expect(kind.split(" ", -1));
        switch (kind) {
            case "policy", "trigger", "rule" -> {
                cursor.identifier();
                TableFact table = draft.existing(cursor.expect("on").name(), "table");
                draft.lock(table, ACCESS_EXCLUSIVE);
                tail();
            }
            case "system" -> {
                draft.refusesTransaction = true;
                SessionReader.read(draft, systemSetting(cursor));
            }
            case "database" -> {
                cursor.identifier();
                draft.refusesTransaction = cursor.is("set", "tablespace");
                cursor.rest();
            }
            case "extension" -> {
                cursor.identifier();
                draft.opaque = cursor.is("update");
                cursor.rest();
            }
            case "publication" -> {
                Name publication = cursor.name();
                boolean fewer = cursor.is("drop") || cursor.is("set");
                boolean tables = cursor.eatAny("add", "drop", "set") && cursor.is("table");
                if (fewer && tables) {
                    OtherObjects.changed(draft, "publication", publication, "remove tables", "");
                }
                if (tables) {
                    new OtherReader(draft, cursor).publishedTables();
                }
                tail();
            }
            case "domain" -> {
                if (!DomainReader.alter(draft, cursor)) {
                    tail();
                }
            }
            case "type" -> {
                int from = cursor.position();
                OtherObjects.type(draft, cursor, cursor.name());
                cursor.back(from);
                enumValue();
            }
            default -> tail();
        }
    }

    private void enumValue() {
        int from = cursor.position();
        Name type = cursor.name();
        if (cursor.eat("add", "value")) {
            cursor.ifNotExists();
            String value = cursor.next().text();
            if (draft.tx.isOpen()) {
                String name = draft.schema.resolveNew(type, false);
                draft.changes.add(() -> draft.tx.made.addEnumValue(name, value));
            }
        }
        cursor.back(from);
        tail();
    }

    /** ALTER SYSTEM changes the server's files, not this session. */
    private static Cursor systemSetting(Cursor cursor) {
        if (!cursor.eatAny("set", "reset")) {
            throw cursor.unexpected("SET or RESET");
        }
        cursor.rest();
        return new Cursor(List.of(new Token(Token.Kind.WORD, "show", 0, 0)));
    }

    /** The endings that all objects share; anything else is left to a grammar. */
    private void tail() {
        List<Token> rest = cursor.rest();
        int size = rest.size();
        Cursor ending = new Cursor(rest.subList(Math.max(size - 3, 0), size));
        boolean known =
                size >= 3 && (ending.is("rename", "to") || ending.is("owner", "to") || ending.is("set", "schema"));
        draft.needsGrammar |= !known && size > 0;
    }
}
