package org.storedfile.persistence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;

/**
 * A column of the database that holds files: of an entity, of an element collection, or of what keeps their history.
 * Immutable.
 *
 * @param attribute {@code Entity.attribute}, or table and column if no attribute is known for it
 * @param table as SQL names it
 * @param column as SQL reads it: its name, or an expression if the mapping says so
 * @param size the column of the same table that has the file's size in bytes, as SQL names it
 * @param checksum the column of the same table that has the file's SHA-256, as SQL names it
 * @param form what the column holds for a file
 * @param rows the table, or what has those rows, too, which the database itself keeps of its history and which nothing
 *     changes, as SQL names it
 * @param isFormer an SQL expression that is true for rows of a history that tell of a file's end, which may never have
 *     been committed: the last trace of a file, or none that needs it
 * @param assignment how SQL writes it
 */
public record FileColumn(
        String attribute,
        String table,
        String column,
        Optional<String> size,
        Optional<String> checksum,
        Form form,
        String rows,
        Optional<String> isFormer,
        Assignment assignment) {

    /** What a column holds for a file: {@link FileRefConverter}'s form, or that of an application's own converter. */
    public interface Form {
        /** Returns the file; null for none. */
        @Nullable
        FileRef read(String value);

        /** Returns the column's value. */
        String write(FileRef file);
    }

    /**
     * How SQL writes a column.
     *
     * @param name of the column
     * @param value an expression with one parameter, a question mark, for the value
     */
    public record Assignment(String name, String value) {}

    /** Creates one that is written as it is read, of a table of which nobody keeps a history. */
    public FileColumn(
            String attribute,
            String table,
            String column,
            Optional<String> size,
            Optional<String> checksum,
            Form form) {
        this(attribute, table, column, size, checksum, form, table, Optional.empty(), new Assignment(column, "?"));
    }

    /** Tells whether the database keeps a history of the table, whose rows nothing changes. */
    public boolean hasHistory() {
        return !rows.equals(table);
    }

    /**
     * Returns where the file of this value is stored; empty for no file.
     *
     * @throws IllegalArgumentException if the value is none of a file
     */
    public Optional<FileLocation> location(@Nullable String value) {
        return value == null
                ? Optional.empty()
                : Optional.ofNullable(form.read(value)).flatMap(FileRefAccess::location);
    }

    /** Returns what the column holds for the file that is stored there. */
    public String value(FileLocation location) {
        return form.write(FileRefAccess.stored(location));
    }

    /** Tells whether both are the same column, whatever they are named in Java. */
    public boolean isSame(FileColumn other) {
        return table.equals(other.table) && column.equals(other.column);
    }
}
