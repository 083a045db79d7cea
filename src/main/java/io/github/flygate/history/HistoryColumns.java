package io.github.flygate.history;

import java.util.List;

/** The columns of the history table that Flyway decides by, under the table's own names. */
final class HistoryColumns {
    static final String RANK = "installed_rank";
    static final String VERSION = "version";
    static final String DESCRIPTION = "description";
    static final String TYPE = "type";
    static final String SCRIPT = "script";
    static final String CHECKSUM = "checksum";
    static final String SUCCESS = "success";

    static final List<String> ALL = List.of(RANK, VERSION, DESCRIPTION, TYPE, SCRIPT, CHECKSUM, SUCCESS);

    private HistoryColumns() {}
}
