package org.storedfile.persistence.eclipselink;

import java.util.Collection;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.AttributeAccessor;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/** Finds the mappings that hold files, which EclipseLink would serialize, and gives them their form. */
final class FileMappings {
    private FileMappings() {}

    /**
     * Converts all files of a unit that is not initialized yet.
     *
     * @return whether there are any
     */
    static boolean convert(Collection<ClassDescriptor> descriptors) {
        boolean found = false;
        for (ClassDescriptor descriptor : descriptors) {
            for (DatabaseMapping mapping : of(descriptor)) {
                found |= convert(mapping, descriptor);
            }
        }
        return found;
    }

    /** Tells whether the mapping holds a file, or is a collection of files; once it is converted. */
    static boolean isFile(@Nullable DatabaseMapping mapping) {
        return converter(mapping) instanceof FileConverter;
    }

    /** Returns the mappings of a class; the getter's type is another one from EclipseLink 5 on. */
    static List<DatabaseMapping> of(ClassDescriptor descriptor) {
        try {
            Object mappings = ClassDescriptor.class.getMethod("getMappings").invoke(descriptor);
            return ((Collection<?>) mappings)
                    .stream().map(DatabaseMapping.class::cast).toList();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ClassDescriptor.getMappings() failed: is this EclipseLink 4 or 5?", e);
        }
    }

    private static boolean convert(DatabaseMapping mapping, ClassDescriptor descriptor) {
        if (mapping instanceof AbstractDirectMapping direct && type(direct, descriptor) == FileRef.class) {
            direct.setConverter(new FileConverter(direct.getConverter()));
            makeText(direct.getField());
            return true;
        }
        if (mapping instanceof DirectCollectionMapping elements
                && elements.getAttributeClassification() == FileRef.class) {
            elements.setValueConverter(new FileConverter(elements.getValueConverter()));
            makeText(elements.getDirectField());
            return true;
        }
        return false;
    }

    private static void makeText(DatabaseField column) {
        column.setTypeName(String.class.getName());
        column.setType(String.class);
    }

    private static @Nullable Class<?> type(AbstractDirectMapping mapping, ClassDescriptor descriptor) {
        // What is no basic type has a converter by now: one that serializes, or the application's.
        if (mapping.getConverter() == null) {
            return null;
        }
        AttributeAccessor accessor = mapping.getAttributeAccessor();
        accessor.initializeAttributes(descriptor.getJavaClass());
        return GenericType.of(accessor, descriptor.getJavaClass());
    }

    private static @Nullable Converter converter(@Nullable DatabaseMapping mapping) {
        if (mapping instanceof AbstractDirectMapping direct) {
            return direct.getConverter();
        }
        return mapping instanceof DirectCollectionMapping elements ? elements.getValueConverter() : null;
    }
}
