package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** A unit that has no data source but a JDBC URL, which may hold a password. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnitUrlTest {
    private static final String URL = "jdbc:h2:mem:uniturl;MODE=LEGACY;DB_CLOSE_DELAY=-1";

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class)
            .with("jakarta.persistence.nonJtaDataSource", "")
            .with("jakarta.persistence.jdbc.url", URL);

    @Test
    void what_fails_in_the_journal_is_told_without_the_url() throws SQLException {
        try (var connection = DriverManager.getConnection(URL);
                var statement = connection.createStatement()) {
            statement.execute("drop table stored_file_journal");
        }
        Journal journal = Journal.of(StoredFiles.current()).get(0);

        assertThatThrownBy(journal::status)
                .isInstanceOf(StoredFileException.class)
                .hasMessageStartingWith("the journal could not be written through the unit's JDBC URL: ")
                .hasMessageNotContaining("jdbc:");
    }
}
