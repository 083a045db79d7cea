package io.github.flygate.gate;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.sql.EarlierFiles;

/** How the text of an applied migration is had. */
record EarlierTexts(ScriptSplitter splitter) implements EarlierFiles.Texts {
    @Override
    public String text(Migration migration) {
        return splitter.text(migration);
    }

    @Override
    public Script script(Migration migration) {
        return splitter.split(migration);
    }
}
