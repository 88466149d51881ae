package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.OldH2;
import org.storedfile.persistence.suite.run.Unit;

/** An application on a database without SKIP LOCKED, of which the journal makes one error and nothing else. */
@EnabledIfSystemProperty(named = "storedfile.test.database", matches = "h2", disabledReason = "it is an H2")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OldDatabaseTest {
    private final DataSource database = OldH2.create();

    @Test
    void does_not_start_and_is_told_why() {
        Unit unit = Unit.of(Album.class).on(database);

        assertThatThrownBy(unit::start)
                .hasStackTraceContaining(
                        "StoredFileException: the journal needs FOR UPDATE SKIP LOCKED, which this database does not"
                                + " take: Syntax error in SQL statement")
                .hasStackTraceContaining("; use a newer version of it, or set storedfile.journal.enabled=false");
    }

    @Test
    void loses_nothing_although_the_table_is_there_and_files_are_due_in_it() throws Exception {
        Unit unit = withoutJournal();
        Album album = new Album(FileRef.of("front.png", "pixels"));
        try (unit) {
            unit.start().save(album);
        }
        unit.storage().put("gone.png", "nobody's");
        makeTable();
        execute(due("gone.png", "removal"));
        execute(due("half.png", "intent"));
        List<String> before = rows();
        unit.storage().put("half.png", "half");

        assertThatThrownBy(unit.files(files -> files.journal(atOnce()))::start)
                .hasStackTraceContaining("the journal needs FOR UPDATE SKIP LOCKED");

        assertThat(unit.storage().keys()).containsExactlyInAnyOrder(album.cover.key(), "gone.png", "half.png");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void has_its_files_come_and_go_with_transactions_when_the_journal_is_off() {
        try (Unit unit = withoutJournal().start()) {
            Album album = unit.save(new Album(FileRef.of("old.png", "old")));
            FileRef fresh = FileRef.of("new.png", "new");

            unit.rollback(em -> em.find(Album.class, album.id).cover = FileRef.of("undone.png", "undone"));
            assertThat(unit.storage().keys()).containsExactly(album.cover.key());
            unit.commit(em -> em.find(Album.class, album.id).cover = fresh);
            assertThat(unit.storage().keys()).containsExactly(fresh.key());
            unit.commit(em -> em.remove(em.find(Album.class, album.id)));

            assertThat(unit.storage().keys()).isEmpty();
        }
    }

    private Unit withoutJournal() {
        return Unit.of(Album.class)
                .on(database)
                .files(files ->
                        files.journal(JournalSettings.builder().enabled(false).build()));
    }

    // Its reaper, if there was one, would not wait.
    private static JournalSettings atOnce() {
        return JournalSettings.builder().interval(Duration.ofMillis(1)).build();
    }

    // As who migrates the database by hand does.
    private void makeTable() throws IOException, SQLException {
        try (InputStream script = Objects.requireNonNull(Journal.class.getResourceAsStream("h2.sql"))) {
            execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String due(String key, String state) {
        return "insert into stored_file_journal (object_key, storage, application, state, created_at, due_at) values ('"
                + key + "', 'default', '', '" + state + "', 0, 0)";
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(
                        "select state || ' ' || object_key || ' ' || due_at || ' ' || attempts from stored_file_journal")) {
            while (results.next()) {
                rows.add(results.getString(1));
            }
        }
        return rows;
    }
}
