package org.storedfile.persistence.hibernate;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileMetadata.Part;

/** Checks, when the persistence unit starts, that what an annotation names exists and has the right type. */
final class AttributeCheck {
    private final FileAttribute attribute;
    private final PersistentClass entity;

    AttributeCheck(FileAttribute attribute, PersistentClass entity) {
        this.attribute = attribute;
        this.entity = entity;
    }

    List<Sibling> siblings(Owner owner) {
        if (owner.type().isRecord() && !attribute.siblings().isEmpty()) {
            throw fault("names sibling attributes, but the record "
                    + owner.type().getSimpleName() + " cannot be changed: use a class");
        }
        List<Sibling> siblings = new ArrayList<>();
        for (Entry<Part, String> named : attribute.siblings().entrySet()) {
            siblings.add(sibling(named.getKey(), named.getValue(), owner));
        }
        return List.copyOf(siblings);
    }

    List<Sibling> noSiblings() {
        if (!attribute.siblings().isEmpty()) {
            throw fault("names sibling attributes, but a collection of files has none: use an embeddable that holds the"
                    + " file and its siblings");
        }
        return List.of();
    }

    void checkUploadTo() {
        attribute.checkUploadTo(entity.getMappedClass());
        Property identifier = entity.getIdentifierProperty();
        if (identifier != null && attribute.uploadToUses(identifier.getName()) && isIdentity(identifier)) {
            throw fault(
                    "has '{" + identifier.getName() + "}' in uploadTo, but the database makes that identifier in the"
                            + " insert, after the file is stored: use another property, or a SEQUENCE");
        }
    }

    private boolean isIdentity(Property identifier) {
        GeneratedValue generated = Annotations.find(GeneratedValue.class, identifier, entity.getMappedClass());
        return generated != null && generated.strategy() == GenerationType.IDENTITY;
    }

    static void refuseAnnotation(Property property, Owner owner, PersistentClass entity) {
        for (Class<? extends Annotation> annotation : FileAttribute.ANNOTATIONS) {
            if (!property.isSynthetic() && Annotations.find(annotation, property.getName(), owner.type()) != null) {
                throw new StoredFileException("@" + annotation.getSimpleName() + " on attribute '" + property.getName()
                        + "' of " + entity.getJpaEntityName()
                        + " needs the type FileRef, or an element collection of it");
            }
        }
    }

    private Sibling sibling(Part part, String name, Owner owner) {
        Property property = owner.property(name)
                .orElseThrow(() -> fault(
                        part,
                        part.element() + " names '" + name + "', which is no attribute of "
                                + owner.type().getSimpleName()));
        Class<?> type = property.getGetter(owner.type()).getReturnTypeClass();
        if (!part.types().contains(type)) {
            throw fault(
                    part,
                    part.element() + " names '" + name + "', which has the type " + type.getSimpleName()
                            + " instead of "
                            + String.join(
                                    " or ",
                                    part.types().stream()
                                            .map(Class::getSimpleName)
                                            .toList()));
        }
        if (!property.isInsertable() || !property.isUpdateable()) {
            throw fault(part, part.element() + " names '" + name + "', whose column is never written");
        }
        return new Sibling(part, name, type, property.getGetter(owner.type()), property.getSetter(owner.type()));
    }

    private StoredFileException fault(Part part, String fault) {
        return fault(part.annotation(), fault);
    }

    private StoredFileException fault(String fault) {
        return fault(StoredFile.class, fault);
    }

    private StoredFileException fault(Class<? extends Annotation> annotation, String fault) {
        return new StoredFileException("@" + annotation.getSimpleName() + " on attribute '" + attribute.path() + "' of "
                + entity.getJpaEntityName() + " " + fault);
    }
}
