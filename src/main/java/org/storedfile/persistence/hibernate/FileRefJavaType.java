package org.storedfile.persistence.hibernate;

import java.io.Serializable;
import java.sql.Types;
import org.hibernate.SharedSessionContract;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.AbstractClassJavaType;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.JdbcTypeIndicators;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileRefConverter;

/** A {@link FileRef} as Hibernate sees it: an immutable value in one VARCHAR, in the converter's form. */
final class FileRefJavaType extends AbstractClassJavaType<FileRef> {
    private static final long serialVersionUID = 1;
    private static final FileRefConverter FORM = new FileRefConverter();

    FileRefJavaType() {
        super(FileRef.class, new Immutable());
    }

    @Override
    public JdbcType getRecommendedJdbcType(JdbcTypeIndicators indicators) {
        return indicators.getJdbcType(Types.VARCHAR);
    }

    @Override
    public @Nullable String toString(@Nullable FileRef file) {
        return file == null ? null : file.toString();
    }

    @Override
    public @Nullable FileRef fromString(@Nullable CharSequence column) {
        return column == null ? null : FORM.convertToEntityAttribute(column.toString());
    }

    @Override
    public <X> @Nullable X unwrap(@Nullable FileRef file, Class<X> type, WrapperOptions options) {
        if (file == null) {
            return null;
        }
        if (type.isInstance(file)) {
            return type.cast(file);
        }
        if (type.isAssignableFrom(String.class)) {
            return type.cast(FORM.convertToDatabaseColumn(file));
        }
        throw unknownUnwrap(type);
    }

    @Override
    public <X> @Nullable FileRef wrap(@Nullable X value, WrapperOptions options) {
        if (value == null) {
            return null;
        }
        if (value instanceof FileRef file) {
            return file;
        }
        if (value instanceof CharSequence column) {
            return FORM.convertToEntityAttribute(column.toString());
        }
        throw unknownWrap(value.getClass());
    }

    /** Values are shared, never copied: a new file must stay the same object. The second-level cache gets the column. */
    private static final class Immutable implements MutabilityPlan<FileRef> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean isMutable() {
            return false;
        }

        @Override
        public @Nullable FileRef deepCopy(@Nullable FileRef file) {
            return file;
        }

        @Override
        public @Nullable Serializable disassemble(@Nullable FileRef file, SharedSessionContract session) {
            if (file != null && !file.isStored()) {
                throw new StoredFileException("the " + file + " is in an attribute whose column is never written, so it"
                        + " is not stored, and the second-level cache cannot hold it: leave the attribute as it is");
            }
            return FORM.convertToDatabaseColumn(file);
        }

        @Override
        public @Nullable FileRef assemble(@Nullable Serializable column, SharedSessionContract session) {
            return FORM.convertToEntityAttribute((String) column);
        }
    }
}
