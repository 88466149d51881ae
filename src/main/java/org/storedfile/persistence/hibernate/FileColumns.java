package org.storedfile.persistence.hibernate;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.Type;
import org.storedfile.FileRef;

/**
 * The columns of a table that hold files, of one row or of the rows of one collection: the only door to what the
 * database holds now. In plain SQL, because a query leaves out rows that a restriction or a filter hides.
 *
 * @param select reads the columns by key
 * @param selectMany begins to read those of several keys, which follow in parentheses; empty if they are asked one by one
 * @param lockingSelect does so and keeps others from changing the rows until the transaction ends
 * @param types of the columns
 * @param isGuarded whether a version makes the transaction fail if others changed the rows since they were loaded
 * @param isStale whether a transaction may read without a lock what others have changed since it began, although its own
 *     statements changed their rows
 */
record FileColumns(
        String select,
        String selectMany,
        String lockingSelect,
        List<JdbcMapping> types,
        boolean isGuarded,
        boolean isStale) {
    // Few parameters for each statement, because databases have a limit.
    private static final int MANY = 128;

    /** A file, and in which of the columns it is. */
    record Found(int column, FileRef file) {}

    /** Reads what the next statement takes the place of, and sees to it that it stays so until then. */
    List<Found> before(Type keyType, Object key, SharedSessionContractImplementor session) {
        return read(isGuarded ? select : lockingSelect, keyType, List.of(key), session);
    }

    /** Reads what the rows hold now, as the session sees it. */
    List<FileRef> now(Type keyType, Object key, SharedSessionContractImplementor session) {
        return files(read(select, keyType, List.of(key), session));
    }

    /** Reads what the rows hold now, after statements of the transaction changed them. */
    List<FileRef> afterChange(Type keyType, Object key, SharedSessionContractImplementor session) {
        return files(read(isStale ? lockingSelect : select, keyType, List.of(key), session));
    }

    /** Reads what the rows of all these keys hold now, in any order, after statements of the transaction changed them. */
    List<FileRef> afterChange(Type keyType, Collection<Object> keys, SharedSessionContractImplementor session) {
        List<Object> all = List.copyOf(keys);
        List<FileRef> files = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MANY) {
            List<Object> some = padded(all.subList(from, Math.min(all.size(), from + MANY)));
            files.addAll(files(read(ofMany(some.size()), keyType, some, session)));
        }
        return files;
    }

    // A list of keys may be looked for in the whole of a small table, whose rows would all be locked.
    private String ofMany(int keys) {
        return isStale
                ? String.join(" union all ", Collections.nCopies(keys, "(" + lockingSelect + ")"))
                : selectMany + "(?" + ", ?".repeat(keys - 1) + ")";
    }

    // So that there are few different statements, which drivers and databases remember.
    private static List<Object> padded(List<Object> keys) {
        List<Object> padded = new ArrayList<>(keys);
        int size = keys.size() == 1 ? 1 : Integer.highestOneBit(keys.size() - 1) * 2;
        padded.addAll(Collections.nCopies(size - keys.size(), keys.get(0)));
        return padded;
    }

    private static List<FileRef> files(List<Found> found) {
        return found.stream().map(Found::file).toList();
    }

    private List<Found> read(String sql, Type keyType, List<Object> keys, SharedSessionContractImplementor session) {
        JdbcCoordinator jdbc = session.getJdbcCoordinator();
        // Not a query statement: this one sends the batch first, which may change the very rows.
        PreparedStatement statement = jdbc.getStatementPreparer().prepareStatement(sql);
        try {
            for (int i = 0; i < keys.size(); i++) {
                keyType.nullSafeSet(statement, keys.get(i), i + 1, session);
            }
            return read(statement, session);
        } catch (SQLException e) {
            throw session.getFactory()
                    .getJdbcServices()
                    .getSqlExceptionHelper()
                    .convert(e, "the files in the database could not be read", sql);
        } finally {
            jdbc.getLogicalConnection().getResourceRegistry().release(statement);
            jdbc.afterStatementExecution();
        }
    }

    private List<Found> read(PreparedStatement statement, SharedSessionContractImplementor session)
            throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (int i = 0; i < types.size(); i++) {
                    JdbcMapping type = types.get(i);
                    Object column = type.getJdbcValueExtractor().extract(rows, i + 1, session);
                    if (type.convertToDomainValue(column) instanceof FileRef file) {
                        found.add(new Found(i, file));
                    }
                }
            }
        }
        return found;
    }
}
