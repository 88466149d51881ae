package org.storedfile.persistence.eclipselink;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.AttributeAnnotations;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileMetadata.Part;

/** Checks, when the persistence unit starts, that what an annotation names exists and has the right type. */
final class AttributeCheck {
    private final FileAttribute attribute;
    private final ClassDescriptor entity;

    AttributeCheck(FileAttribute attribute, ClassDescriptor entity) {
        this.attribute = attribute;
        this.entity = entity;
    }

    List<Sibling> siblings(ClassDescriptor owner) {
        if (owner.getJavaClass().isRecord() && !attribute.siblings().isEmpty()) {
            throw fault("names sibling attributes, but the record "
                    + owner.getJavaClass().getSimpleName() + " cannot be changed: use a class");
        }
        List<Sibling> siblings = new ArrayList<>();
        for (Entry<Part, String> named : attribute.siblings().entrySet()) {
            siblings.add(sibling(named.getKey(), named.getValue(), owner));
        }
        return List.copyOf(siblings);
    }

    void checkNoSiblings() {
        if (!attribute.siblings().isEmpty()) {
            throw fault("names sibling attributes, but a collection of files has none: use an embeddable that holds the"
                    + " file and its siblings");
        }
    }

    void checkUploadTo() {
        attribute.checkUploadTo(entity.getJavaClass());
        if (entity.usesSequenceNumbers() && entity.getSequence().shouldAcquireValueAfterInsert()) {
            DatabaseMapping identifier = entity.getObjectBuilder().getMappingForField(entity.getSequenceNumberField());
            if (attribute.uploadToUses(identifier.getAttributeName())) {
                throw fault("has '{" + identifier.getAttributeName()
                        + "}' in uploadTo, but the database makes that identifier in the insert, after the file is"
                        + " stored: use another property, or a SEQUENCE");
            }
        }
    }

    static void refuseHalfWritten(DatabaseField column, String path, ClassDescriptor entity, boolean isElement) {
        if (column.isInsertable() != column.isUpdatable()) {
            throw new StoredFileException("the FileRef '" + path + "' of " + entity.getAlias() + " lies in "
                    + (isElement ? "an element collection" : "an entity of EclipseLink")
                    + ", so its column is written by inserts and updates, or by none");
        }
    }

    static void refuseAnnotation(DatabaseMapping mapping, ClassDescriptor owner, ClassDescriptor entity) {
        String name = mapping.getAttributeName();
        for (Class<? extends Annotation> annotation : FileAttribute.ANNOTATIONS) {
            if (name != null
                    && AttributeAnnotations.find(annotation, name, owner.getJavaClass())
                            .isPresent()) {
                throw new StoredFileException("@" + annotation.getSimpleName() + " on attribute '" + name + "' of "
                        + entity.getAlias() + " needs the type FileRef, or an element collection of it");
            }
        }
    }

    static void refuseIdentifier(AbstractDirectMapping mapping, ClassDescriptor entity) {
        if (mapping.isPrimaryKeyMapping()) {
            throw notAFile(entity, "an identifier");
        }
    }

    static void refuseKey(@Nullable Converter converter, String collection, ClassDescriptor entity) {
        if (converter instanceof FileConverter) {
            throw notAFile(entity, "the key of the map '" + collection + "'");
        }
    }

    private static StoredFileException notAFile(ClassDescriptor entity, String what) {
        return new StoredFileException(entity.getAlias() + " has a FileRef as " + what + ", which cannot be a file");
    }

    private Sibling sibling(Part part, String name, ClassDescriptor owner) {
        DatabaseMapping mapping = owner.getMappingForAttributeName(name);
        if (mapping == null) {
            throw fault(
                    part,
                    part.element() + " names '" + name + "', which is no attribute of "
                            + owner.getJavaClass().getSimpleName());
        }
        Class<?> type = mapping.getAttributeClassification();
        if (!(mapping instanceof AbstractDirectMapping direct) || !part.types().contains(type)) {
            throw fault(
                    part,
                    part.element() + " names '" + name + "', which has the type "
                            + (type == null ? "of a relationship" : type.getSimpleName()) + " instead of "
                            + String.join(
                                    " or ",
                                    part.types().stream()
                                            .map(Class::getSimpleName)
                                            .toList()));
        }
        if (direct.isReadOnly()
                || !direct.getField().isInsertable()
                || !direct.getField().isUpdatable()) {
            throw fault(part, part.element() + " names '" + name + "', whose column is never written");
        }
        return new Sibling(part, direct);
    }

    private StoredFileException fault(Part part, String fault) {
        return fault(part.annotation(), fault);
    }

    private StoredFileException fault(String fault) {
        return fault(StoredFile.class, fault);
    }

    private StoredFileException fault(Class<? extends Annotation> annotation, String fault) {
        return new StoredFileException("@" + annotation.getSimpleName() + " on attribute '" + attribute.path() + "' of "
                + entity.getAlias() + " " + fault);
    }
}
