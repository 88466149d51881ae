/**
 * Crash safety: a table in the application's database with a row for each object at risk, or for those of one flush.
 * {@code Clerk} writes it on a connection of its own and commits the intents of all waiting flushes together;
 * {@code JournalTransaction} takes part in the transaction of the rows that hold the files; {@code Reaper} removes what
 * is left over. Uses JDBC, {@code org.storedfile} and {@code org.storedfile.storage}; knows no persistence provider.
 *
 * <p>There is no hook for tests, because each step of the protocol is a statement on one of two connections or a call of
 * a storage: a decorated {@code DataSource} (of the unit, and of {@code JournalSettings.dataSource}) sees {@code INSERT},
 * {@code DELETE} and {@code UPDATE} of the journal's table and the commits, a decorated {@code Storage} sees writes and
 * removals, and either can fail, wait or end the process before, within or after each of them.
 */
@NullMarked
package org.storedfile.journal;

import org.jspecify.annotations.NullMarked;
