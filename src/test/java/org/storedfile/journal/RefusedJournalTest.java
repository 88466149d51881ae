package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** A database that the journal may not or cannot use: one error that says why, and nothing is touched. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedJournalTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String url = "jdbc:h2:mem:refused" + NUMBER.incrementAndGet();
    private final MemoryStorage storage = new MemoryStorage();
    private final StoredFiles files = StoredFiles.builder()
            .storage("default", storage)
            .journal(ReapedNow.settings())
            .build();
    private Connection administrator;

    @BeforeEach
    void open() throws Exception {
        administrator = DriverManager.getConnection(url, "admin", "");
        execute("create user app password ''");
        storage.write(Key.of("a.txt"), Content.of(new byte[] {1}));
    }

    @AfterEach
    void nothing_was_removed() throws Exception {
        assertThat(storage.find(Key.of("a.txt"))).isPresent();
        files.close();
        administrator.close();
    }

    @Test
    void who_may_not_create_the_table_is_told_to_have_it_created() {
        assertThatThrownBy(() -> open(this::connect))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("the journal's table stored_file_journal could not be created")
                .hasMessageContaining("create it with the statements of org/storedfile/journal/h2.sql")
                .hasMessageContaining("storedfile.journal.enabled=false");
    }

    @Test
    void who_may_only_read_the_table_is_refused() throws SQLException {
        open(() -> DriverManager.getConnection(url, "admin", "")).close();
        execute("grant select on stored_file_journal to app");

        assertThatThrownBy(() -> open(this::connect))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("stored_file_journal")
                .hasMessageContaining("rights");
    }

    @Test
    void who_may_not_delete_rows_is_told_so() throws SQLException {
        open(() -> DriverManager.getConnection(url, "admin", "")).close();
        execute("grant select, insert, update on stored_file_journal to app");

        assertThatThrownBy(() -> open(this::connect))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("rows of the journal's table stored_file_journal cannot be deleted")
                .hasMessageContaining("Not enough rights");
    }

    @Test
    void who_may_not_read_the_table_is_told_so() throws SQLException {
        open(() -> DriverManager.getConnection(url, "admin", "")).close();

        assertThatThrownBy(() -> open(this::connect))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("the journal's table stored_file_journal could not be read: Not enough rights");
    }

    @Test
    void a_database_that_cannot_skip_locked_rows_is_refused() throws SQLException {
        execute("grant alter any schema to app");

        assertThatThrownBy(() -> open(() -> old(connect(), () -> {})))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("the journal needs FOR UPDATE SKIP LOCKED")
                .hasMessageContaining("use a newer version of it");
    }

    @Test
    void what_failed_first_is_told_when_the_connection_is_gone() throws SQLException {
        execute("grant alter any schema to app");

        assertThatThrownBy(() -> open(() -> {
                    Connection connection = connect();
                    return old(connection, connection::close);
                }))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("the journal needs FOR UPDATE SKIP LOCKED")
                .rootCause()
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
    }

    @Test
    void Oracle_wants_an_application_because_it_keeps_no_empty_string() {
        assertThatThrownBy(() -> open(() -> named("Oracle", connect())))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("set storedfile.journal.application");
    }

    private interface Opening {
        Connection open() throws SQLException;
    }

    private interface Meanwhile {
        void run() throws SQLException;
    }

    private Journal open(Opening opening) {
        return Journal.open(files, new JournalSource() {
            @Override
            public Connection open() throws SQLException {
                return opening.open();
            }

            @Override
            public boolean isShared() {
                return false;
            }

            @Override
            public String toString() {
                return "the test";
            }
        });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "app", "");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = administrator.createStatement()) {
            statement.execute(sql);
        }
    }

    // As MariaDB before 10.6 and MySQL before 8.
    private static Connection old(Connection connection, Meanwhile meanwhile) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (arguments != null && String.valueOf(arguments[0]).contains("skip locked")) {
                        meanwhile.run();
                        throw new SQLFeatureNotSupportedException("syntax error near 'skip locked'");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    // As that database's driver calls it.
    private static Connection named(String product, Connection connection) {
        return forwarding(
                Connection.class,
                connection,
                "getMetaData",
                forwarding(DatabaseMetaData.class, metaData(connection), "getDatabaseProductName", product));
    }

    private static DatabaseMetaData metaData(Connection connection) {
        try {
            return connection.getMetaData();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T forwarding(Class<T> type, T to, String except, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals(except) ? answer : method.invoke(to, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
