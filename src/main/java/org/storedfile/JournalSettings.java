package org.storedfile;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * How the journal works: the table in the application's database that makes sure that nothing is lost and nothing left
 * when a process dies. Immutable.
 *
 * @param isEnabled whether there is one. Without it a process that dies leaves objects that no row refers to, which
 *     {@code sweep} finds by listing, and nothing can be kept for a time; committed rows have their objects all the same
 * @param application parts the rows of applications that share the table; up to 64 characters, may be empty
 * @param table its name, with its schema where connections differ in theirs
 * @param createsTable whether the table is created if it is missing, or only checked
 * @param dataSource where the journal's own connection comes from; else the persistence unit says
 * @param dataSourceName the JNDI name of it
 * @param grace how old an intent must be before others than its own process may act on it, by the database's clock
 * @param linger after what time the removal of an abandoned upload is repeated; an upload that takes longer fails
 *     if its transaction has lost its connection meanwhile, and is removed
 * @param interval between two runs of the reaper; zero for none
 * @param batch how many objects the reaper takes at once, and the rest of the row that has the last of them: one of a flush
 *     has some dozens
 * @param ceiling how many rows it takes in one run
 * @param backOff how long a storage that failed to remove is left alone, by commits and rollbacks as well, whose files a
 *     later run removes; doubled with each failure in a row up to 64 times. One that refused files needs no such rest
 * @param removeAfter how long after the commit a replaced or removed file is still there, so that links that were handed
 *     out live on; zero for not at all. Until its removal begins, {@link StoredFiles#existing} brings it back
 */
public record JournalSettings(
        boolean isEnabled,
        String application,
        String table,
        boolean createsTable,
        Optional<DataSource> dataSource,
        Optional<String> dataSourceName,
        Duration grace,
        Duration linger,
        Duration interval,
        int batch,
        int ceiling,
        Duration backOff,
        Duration removeAfter) {
    private static final int APPLICATION_LENGTH = 64;
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*){0,2}");

    /** What holds unless it is set. */
    public static final JournalSettings STANDARD = new JournalSettings(
            true,
            "",
            "stored_file_journal",
            true,
            Optional.empty(),
            Optional.empty(),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            500,
            10_000,
            Duration.ofSeconds(30),
            Duration.ZERO);

    /**
     * Checks all of it.
     *
     * @throws IllegalArgumentException if a value is not possible; the message names it
     */
    public JournalSettings {
        require(application.length() <= APPLICATION_LENGTH, "application", application);
        require(TABLE.matcher(table).matches(), "table", table);
        require(!grace.isNegative(), "grace", grace);
        require(linger.compareTo(grace) >= 0, "linger", linger);
        require(!interval.isNegative(), "interval", interval);
        require(batch > 0, "batch", batch);
        require(ceiling > 0, "ceiling", ceiling);
        require(!backOff.isNegative(), "back-off", backOff);
        require(!removeAfter.isNegative(), "remove-after", removeAfter);
        if (!isEnabled && !removeAfter.isZero()) {
            throw new IllegalArgumentException("remove-after cannot be '" + removeAfter + "' without a journal, which"
                    + " remembers what is to be removed: enable it, or leave remove-after out");
        }
    }

    /** Returns a builder with what holds unless it is set. */
    public static Builder builder() {
        return new Builder(STANDARD);
    }

    /** Returns a builder with these settings. */
    public Builder with() {
        return new Builder(this);
    }

    private static void require(boolean isPossible, String setting, Object value) {
        if (!isPossible) {
            throw new IllegalArgumentException("the journal's " + setting + " cannot be '" + value + "'");
        }
    }

    /** Collects settings; each method sets the component of its name. Not thread safe. */
    public static final class Builder {
        private boolean isEnabled;
        private String application;
        private String table;
        private boolean createsTable;
        private Optional<DataSource> dataSource;
        private Optional<String> dataSourceName;
        private Duration grace;
        private Duration linger;
        private Duration interval;
        private int batch;
        private int ceiling;
        private Duration backOff;
        private Duration removeAfter;

        private Builder(JournalSettings from) {
            isEnabled = from.isEnabled;
            application = from.application;
            table = from.table;
            createsTable = from.createsTable;
            dataSource = from.dataSource;
            dataSourceName = from.dataSourceName;
            grace = from.grace;
            linger = from.linger;
            interval = from.interval;
            batch = from.batch;
            ceiling = from.ceiling;
            backOff = from.backOff;
            removeAfter = from.removeAfter;
        }

        /** Switches the journal on or off; it is on unless set. */
        public Builder enabled(boolean enabled) {
            isEnabled = enabled;
            return this;
        }

        /** Sets {@link JournalSettings#application}; empty unless set. */
        public Builder application(String name) {
            application = name;
            return this;
        }

        /** Sets {@link JournalSettings#table}; {@code stored_file_journal} unless set. */
        public Builder table(String name) {
            table = name;
            return this;
        }

        /** Sets {@link JournalSettings#createsTable}; it does unless set. */
        public Builder createTable(boolean creates) {
            createsTable = creates;
            return this;
        }

        /** Sets {@link JournalSettings#dataSource}. */
        public Builder dataSource(DataSource source) {
            dataSource = Optional.of(source);
            return this;
        }

        /** Sets {@link JournalSettings#dataSourceName}. */
        public Builder dataSource(String jndiName) {
            dataSourceName = Optional.of(jndiName);
            return this;
        }

        /** Sets {@link JournalSettings#grace}; a minute unless set. */
        public Builder grace(Duration age) {
            grace = age;
            return this;
        }

        /** Sets {@link JournalSettings#linger}; an hour unless set. */
        public Builder linger(Duration time) {
            linger = time;
            return this;
        }

        /** Sets {@link JournalSettings#interval}; a minute unless set. */
        public Builder interval(Duration time) {
            interval = time;
            return this;
        }

        /** Sets {@link JournalSettings#batch}; 500 unless set. */
        public Builder batch(int objects) {
            batch = objects;
            return this;
        }

        /** Sets {@link JournalSettings#ceiling}; 10 000 unless set. */
        public Builder ceiling(int rows) {
            ceiling = rows;
            return this;
        }

        /** Sets {@link JournalSettings#backOff}; 30 seconds unless set. */
        public Builder backOff(Duration time) {
            backOff = time;
            return this;
        }

        /** Sets {@link JournalSettings#removeAfter}; zero unless set. */
        public Builder removeAfter(Duration time) {
            removeAfter = time;
            return this;
        }

        /**
         * Builds them.
         *
         * @throws IllegalArgumentException if a value is not possible; the message names it
         */
        public JournalSettings build() {
            return new JournalSettings(
                    isEnabled,
                    application,
                    table,
                    createsTable,
                    dataSource,
                    dataSourceName,
                    grace,
                    linger,
                    interval,
                    batch,
                    ceiling,
                    backOff,
                    removeAfter);
        }
    }
}
