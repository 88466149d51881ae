package org.storedfile.maintenance;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileRefConverter;
import org.storedfile.persistence.FileTables;

/** A table with one column of files in a database of its own, by plain JDBC. */
final class Letters implements FileTables, AutoCloseable {
    private static final FileColumn TEXT =
            new FileColumn("Letter.text", "Letter", "text", Optional.empty(), Optional.of("sum"), new Form());

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final Connection open;

    Letters() throws SQLException {
        open = DriverManager.getConnection(url);
        execute("create table Letter (text varchar(255), sum varchar(64))");
    }

    /** Adds a row for each of the files. */
    void add(String... texts) throws SQLException {
        for (String text : texts) {
            addSaying(text, null);
        }
    }

    /** Adds a row that says a checksum. */
    void addSaying(String text, @Nullable String sum) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement("insert into Letter values (?, ?)")) {
            insert.setString(1, text);
            insert.setString(2, sum);
            insert.executeUpdate();
        }
    }

    /** Returns what the rows hold, in order. */
    List<String> texts() throws SQLException {
        return column("text");
    }

    /** Returns the checksums that the rows say, in order. */
    List<String> sums() throws SQLException {
        return column("sum");
    }

    private List<String> column(String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = open.createStatement();
                ResultSet rows = statement.executeQuery("select " + name + " from Letter order by " + name)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public List<FileColumn> columns() {
        return List.of(TEXT);
    }

    @Override
    public List<FileAttribute> keeping() {
        return List.of();
    }

    @Override
    public <R> R call(Work<R> work) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return work.with(connection);
        }
    }

    @Override
    public boolean hasTenants() {
        return false;
    }

    @Override
    public boolean isOf(EntityManagerFactory factory) {
        return false;
    }

    @Override
    public void close() throws SQLException {
        open.close();
    }

    private record Form() implements FileColumn.Form {
        private static final FileRefConverter CONVERTER = new FileRefConverter();

        @Override
        public @Nullable FileRef read(String value) {
            return CONVERTER.convertToEntityAttribute(value);
        }

        @Override
        public String write(FileRef file) {
            return String.valueOf(CONVERTER.convertToDatabaseColumn(file));
        }
    }
}
