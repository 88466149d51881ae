package org.storedfile.persistence;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;

/**
 * Turns a stored file into what its column holds, and back: the plain key for the storage {@code default},
 * {@code name:key} for any other. No file is NULL; an empty string, as Django writes it, is read as no file.
 *
 * <p>The only place that knows this form. Pure, since providers call it several times per operation. With Hibernate it
 * need not be listed anywhere.
 */
@Converter(autoApply = true)
public class FileRefConverter implements AttributeConverter<FileRef, String> {
    private static final Function<String, FileLocation> FORM = FileRefConverter::location;

    /**
     * Returns the column's value; what was loaded and is no key goes back as it was.
     *
     * @throws IllegalStateException if the file is not stored yet
     */
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable FileRef file) {
        if (file == null) {
            return null;
        }
        try {
            return column(file);
        } catch (IllegalArgumentException e) {
            return FileRefAccess.column(file).orElseThrow(() -> e);
        }
    }

    private static String column(FileRef file) {
        FileLocation location = FileRefAccess.location(file)
                .orElseThrow(
                        () -> new IllegalStateException("the " + file + " is not stored yet, so it has no key: it is"
                                + " stored when its entity is flushed, and cannot be a query parameter before. Providers"
                                + " other than Hibernate need StoredFileListener; one that reads the value before it"
                                + " calls the listener can store it in a new entity only"));
        return prefix(location.storage()) + location.key();
    }

    /**
     * Returns the stored file that the column names; null for none. A value that is no key is not found here, but when
     * the file is first looked at: as an {@link IllegalArgumentException} that shows it. It is never dropped.
     */
    @Override
    public @Nullable FileRef convertToEntityAttribute(@Nullable String column) {
        return column == null || column.isEmpty() ? null : FileRefAccess.loaded(column, FORM);
    }

    /** Returns what stands before the key of a file in this storage. */
    static String prefix(String storage) {
        return storage.equals(StoredFiles.DEFAULT_STORAGE) ? "" : storage + ":";
    }

    private static FileLocation location(String column) {
        int colon = column.indexOf(':');
        String storage = colon < 0 ? StoredFiles.DEFAULT_STORAGE : column.substring(0, colon);
        return new FileLocation(storage, Key.of(column.substring(colon + 1)));
    }
}
