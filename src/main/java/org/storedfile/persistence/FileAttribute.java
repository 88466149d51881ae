package org.storedfile.persistence;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;
import org.storedfile.persistence.FileMetadata.Part;

/**
 * An attribute that holds a file, or a collection of them, and what its {@link StoredFile} says. Immutable.
 *
 * @param entity the entity's name
 * @param path the attribute's path from the entity, such as {@code details.scan}
 * @param columnLength the most characters that the column holds
 */
public record FileAttribute(
        String entity,
        String path,
        String storage,
        UploadTemplate uploadTo,
        Class<? extends UploadTo> uploadToBean,
        Map<Part, String> siblings,
        int columnLength) {

    /** Copies the siblings. */
    public FileAttribute {
        siblings = Map.copyOf(siblings);
    }

    /**
     * Reads the annotation; without one everything has its default.
     *
     * @param unproxy returns what is behind a provider's lazy proxy, and everything else as it is
     * @throws StoredFileException if a template cannot be read; the message names entity and attribute
     */
    public static FileAttribute of(
            String entity,
            String path,
            @Nullable StoredFile annotation,
            int columnLength,
            UnaryOperator<Object> unproxy) {
        StoredFile settings = annotation != null ? annotation : Defaults.ANNOTATION;
        return new FileAttribute(
                entity,
                path,
                settings.storage(),
                template(entity, path, settings.uploadTo(), unproxy),
                settings.uploadToBean(),
                siblings(settings),
                columnLength);
    }

    /** Tells whether the folder comes from a bean. */
    public boolean hasUploadToBean() {
        return uploadToBean != UploadTo.class;
    }

    /**
     * Checks that the entity has the properties that the template names.
     *
     * @throws StoredFileException if one is missing; the message names entity, attribute, template and property
     */
    public void checkUploadTo(Class<?> entityType) {
        try {
            uploadTo.check(entityType);
        } catch (IllegalArgumentException e) {
            throw new StoredFileException(on(entity, path) + e.getMessage(), e);
        }
    }

    /**
     * Checks the storage's name if the storages are known already; otherwise the first new file does.
     *
     * @throws StoredFileException if there is none of that name; the message names entity, attribute and storages
     */
    public void checkStorage() {
        Optional<StoredFiles> known = StoredFiles.known();
        if (known.isPresent() && !storage.isEmpty()) {
            Set<String> names = known.get().storageNames();
            if (!names.contains(storage)) {
                throw new StoredFileException("@StoredFile on attribute '" + path + "' of " + entity
                        + " names the storage '" + storage + "', which does not exist; there are "
                        + new TreeSet<>(names));
            }
        }
    }

    /** Tells whether the folder depends on this property of the entity. */
    public boolean uploadToUses(String property) {
        return uploadTo.uses(property);
    }

    /** Returns {@code Entity.attribute}, as messages name it. */
    @Override
    public String toString() {
        return entity.substring(entity.lastIndexOf('.') + 1) + "." + path;
    }

    private static UploadTemplate template(String entity, String path, String template, UnaryOperator<Object> unproxy) {
        try {
            return UploadTemplate.parse(template, Clock.systemUTC(), unproxy);
        } catch (IllegalArgumentException e) {
            throw new StoredFileException(on(entity, path) + e.getMessage(), e);
        }
    }

    private static String on(String entity, String path) {
        return "@StoredFile on attribute '" + path + "' of " + entity + ": ";
    }

    private static Map<Part, String> siblings(StoredFile settings) {
        Map<Part, String> siblings = new EnumMap<>(Part.class);
        put(siblings, Part.SIZE, settings.sizeAttribute());
        put(siblings, Part.CONTENT_TYPE, settings.contentTypeAttribute());
        put(siblings, Part.NAME, settings.nameAttribute());
        put(siblings, Part.CHECKSUM, settings.checksumAttribute());
        return siblings;
    }

    private static void put(Map<Part, String> siblings, Part part, String name) {
        if (!name.isEmpty()) {
            siblings.put(part, name);
        }
    }

    /** The annotation with nothing set. */
    private static final class Defaults {
        @StoredFile
        private static final StoredFile ANNOTATION = read();

        private static StoredFile read() {
            try {
                return Defaults.class.getDeclaredField("ANNOTATION").getAnnotation(StoredFile.class);
            } catch (NoSuchFieldException e) {
                throw new AssertionError(e);
            }
        }
    }
}
