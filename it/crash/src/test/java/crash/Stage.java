package crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** A database and a place for files, both outside the nodes' JVMs. */
interface Stage extends AutoCloseable {
    String name();

    /** The JDBC address. */
    String url();

    /** The folder or the server. */
    String place();

    /** A folder that files can be copied to and back, if there is one: the storage {@code attic}. */
    default Optional<Path> attic() {
        return Optional.empty();
    }

    /** How many nodes work at the same time. */
    int nodes();

    /** The database's server, if it can be stopped. */
    Optional<Postgres> server();

    /** Whether the database keeps what is prepared, and {@code -Dcrash.two-phases} wants nodes that have it do so. */
    default boolean hasTwoPhases() {
        return server().isPresent() && Boolean.getBoolean("crash.two-phases");
    }

    /** A connection of the checker's own. */
    Connection connect() throws SQLException;

    /** Everything that lies in the storages, as a column names it, with its size: partial files and uploads as well. */
    Map<String, Long> objects() throws IOException;

    InputStream open(String key) throws IOException;

    @Override
    void close() throws IOException;

    /** Makes the tables; not left to the provider, so that no node needs to start first. */
    default void createTables() throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("create table album (id varchar(36) primary key, version int not null,"
                    + " file_key varchar(255), seed bigint not null, file_length bigint not null,"
                    + " picture_key varchar(255), picture_number int not null)");
            statement.execute("create table page (album_id varchar(36) not null references album, pages_order int,"
                    + " file_key varchar(255), seed bigint not null, file_length bigint not null,"
                    + " primary key (album_id, pages_order))");
            statement.execute("create table ticket (worker varchar(36) primary key, number bigint not null)");
        }
    }
}
