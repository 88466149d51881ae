package org.storedfile.journal;

import java.util.Locale;

/** What a row of the journal says of its object. */
enum State {
    /** It may be written; whoever deletes or locks this row owns it. */
    INTENT,
    /** A transaction that could not see the intent has it, or the reaper to keep such a transaction out. */
    KEPT,
    /** Nobody has it: it is to be removed. */
    TAKEN,
    /** It was removed when nobody had it, and will be once more, because an upload may have outlived its lock. */
    REAPED,
    /** A committed transaction gave it up: it is to be removed when the row is due. */
    REMOVAL,
    /** No object: shows whether two connections see the same table. */
    MARKER;

    /** Returns its form in the column, which is in no need of quoting. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String literal() {
        return "'" + text() + "'";
    }

    static State of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
