package org.storedfile.persistence.eclipselink;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.converters.ConverterClass;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileRefConverter;

/**
 * The form of a file's column. EclipseLink compares converted values, also of files that are not stored yet: these get a
 * placeholder, a different one each time, which {@link NewFileGuard} keeps from the database.
 */
final class FileConverter implements Converter {
    private static final long serialVersionUID = 1;
    private static final String NEW = "\u0000stored-file:new:";
    private static final char END = '\u0000';
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

    /** Returns the name of a file that is not stored, and that the value or the statement holds the place of. */
    static Optional<String> newFile(@Nullable Object sent) {
        String text = sent instanceof String string ? string : "";
        int start = text.indexOf(NEW);
        if (start < 0) {
            return Optional.empty();
        }
        int name = start + NEW.length();
        return Optional.of(text.substring(name, text.indexOf(END, name)));
    }

    /** Tells whether any file was compared before it was stored. */
    static boolean hasNew() {
        return NUMBER.get() > 0;
    }

    @Override
    public @Nullable Object convertObjectValueToDataValue(@Nullable Object file, Session session) {
        if (file instanceof FileRef ref && !ref.isStored()) {
            return NEW + ref.name() + END + NUMBER.incrementAndGet();
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
        }
        if (mapping instanceof AbstractDirectMapping direct) {
            // EclipseLink's own puts itself back.
            direct.setConverter(this);
            direct.setFieldClassification(String.class);
        } else if (mapping instanceof DirectCollectionMapping elements) {
            elements.setValueConverter(this);
            elements.setDirectFieldClassification(String.class);
        }
    }
}
