package org.storedfile.persistence.eclipselink;

import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.converters.ConverterClass;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.persistence.FileRefConverter;

/**
 * The form of a file's column. EclipseLink compares converted values, also of files that are not stored yet: these get a
 * placeholder, a different one each time, which {@link NewFileGuard} keeps from the database.
 */
final class FileConverter implements Converter {
    private static final long serialVersionUID = 1;
    private static final String NEW = "\u0000stored-file:new:";
    private static final AtomicLong NUMBER = new AtomicLong();

    private final transient FileRefConverter form = new FileRefConverter();
    private final transient @Nullable Converter own;

    /**
     * Starts.
     *
     * @param before what the mapping had: an application's converter keeps its own form
     */
    FileConverter(@Nullable Converter before) {
        own = before instanceof ConverterClass<?, ?, ?> ? before : null;
    }

    /** Tells whether the value stands for a file that is not stored. */
    static boolean isNew(@Nullable Object value) {
        return value instanceof String text && text.startsWith(NEW);
    }

    /** Tells whether any file was compared before it was stored. */
    static boolean hasNew() {
        return NUMBER.get() > 0;
    }

    /** Tells whether a statement has a placeholder in its text. */
    static boolean mentionsNew(String sql) {
        return sql.contains(NEW);
    }

    @Override
    public @Nullable Object convertObjectValueToDataValue(@Nullable Object file, Session session) {
        if (file instanceof FileRef ref && FileRefAccess.location(ref).isEmpty()) {
            return NEW + NUMBER.incrementAndGet();
        }
        return own == null
                ? form.convertToDatabaseColumn((FileRef) file)
                : own.convertObjectValueToDataValue(file, session);
    }

    @Override
    public @Nullable Object convertDataValueToObjectValue(@Nullable Object column, Session session) {
        return own == null
                ? form.convertToEntityAttribute((String) column)
                : own.convertDataValueToObjectValue(column, session);
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    public void initialize(DatabaseMapping mapping, Session session) {
        if (own != null) {
            own.initialize(mapping, session);
        } else if (mapping instanceof AbstractDirectMapping direct) {
            direct.setFieldClassification(String.class);
        } else if (mapping instanceof DirectCollectionMapping elements) {
            elements.setDirectFieldClassification(String.class);
        }
    }
}
