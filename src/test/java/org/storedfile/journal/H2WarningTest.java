package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.storage.memory.MemoryStorage;

/** Who has the journal in an H2 file is told what that file does not promise. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class H2WarningTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_not_fine_but_less_so_if_commits_are_not_written_at_once() throws SQLException {
        assertThat(warning("jdbc:h2:" + folder.resolve("a") + ";WRITE_DELAY=0"))
                .matches("H2 2\\.5\\.\\S+ may lose commits, or a part of one, when its process is killed, and files may"
                        + " then be missing or left over: use another database where that must not be");
        assertThat(warning("jdbc:h2:" + folder.resolve("b")))
                .endsWith("where that must not be, or at least add ;WRITE_DELAY=0 to its URL");
    }

    @Test
    void in_memory_nothing_outlives_its_process_anyway() throws SQLException {
        assertThat(warning("jdbc:h2:mem:" + TestDatabase.name())).isEmpty();
    }

    @Test
    void it_is_said_once_when_the_journal_is_opened() {
        List<String> said = new ArrayList<>();
        Logger logger = Logger.getLogger(TableCheck.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            open("jdbc:h2:" + folder.resolve("a") + ";WRITE_DELAY=0");
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(said).singleElement().asString().startsWith("H2 ");
    }

    private static String warning(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return H2Warning.of(connection).orElse("");
        }
    }

    private static void open(String url) {
        StoredFiles files = StoredFiles.builder()
                .storage("default", new MemoryStorage())
                .journal(ReapedNow.settings())
                .build();
        Journal.open(files, new UrlConnections(url)).close();
    }

    private record UrlConnections(String url) implements JournalSource {
        @Override
        public Connection open() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public boolean isShared() {
            return false;
        }
    }
}
