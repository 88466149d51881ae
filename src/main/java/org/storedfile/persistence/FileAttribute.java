package org.storedfile.persistence;

import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.storedfile.DeclaredVariants;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.UploadTo;
import org.storedfile.Variant;
import org.storedfile.persistence.FileMetadata.Part;

/**
 * An attribute that holds a file, or a collection of them, and what its {@link StoredFile} says. Immutable.
 *
 * @param entity the entity's name
 * @param path the attribute's path from the entity, such as {@code details.scan}
 * @param columnLength the most characters that the column holds
 * @param onReplace what becomes of a file whose row stays
 * @param onRemove what becomes of a file whose row goes
 */
public record FileAttribute(
        String entity,
        String path,
        String storage,
        UploadTemplate uploadTo,
        Class<? extends UploadTo> uploadToBean,
        Map<Part, String> siblings,
        Optional<ImageAttribute> image,
        int columnLength,
        Retention onReplace,
        Retention onRemove) {
    /** The annotations that only a file can have. */
    public static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(StoredFile.class, StoredImage.class, Variant.class, Variant.List.class);

    /** Finds an annotation of the attribute, wherever it may stand; null if there is none. */
    @FunctionalInterface
    public interface Annotations {
        /** Returns the annotation of this type. */
        <A extends Annotation> @Nullable A find(Class<A> type);
    }

    /** Copies the siblings. */
    public FileAttribute {
        siblings = Map.copyOf(siblings);
    }

    /**
     * Reads the annotations; without them everything has its default.
     *
     * @param unproxy returns what is behind a provider's lazy proxy, and everything else as it is
     * @param unset what becomes of files that the attribute gives up, if it does not say
     * @throws StoredFileException if a template or a time cannot be read; the message names entity and attribute
     */
    public static FileAttribute of(
            String entity,
            String path,
            Annotations annotations,
            int columnLength,
            UnaryOperator<Object> unproxy,
            Retention unset) {
        StoredFile annotation = annotations.find(StoredFile.class);
        StoredFile settings = annotation != null ? annotation : Defaults.ANNOTATION;
        StoredImage image = annotations.find(StoredImage.class);
        return new FileAttribute(
                entity,
                path,
                settings.storage(),
                template(entity, path, settings.uploadTo(), unproxy),
                settings.uploadToBean(),
                siblings(settings, image),
                image(entity, path, image, variants(annotations)),
                columnLength,
                retention(entity, path, "onReplace", settings.onReplace(), unset),
                retention(entity, path, "onRemove", settings.onRemove(), unset));
    }

    /**
     * Refuses a time after which files go, because nobody remembers it.
     *
     * @param remedy what would make it possible
     * @throws StoredFileException if that needs a journal; the message names entity and attribute
     */
    void requireNoJournal(String remedy) {
        if (onReplace.needsJournal() || onRemove.needsJournal()) {
            throw new StoredFileException(on(entity, path) + (onReplace.needsJournal() ? "onReplace" : "onRemove")
                    + " is a time, which needs a journal that remembers what goes when: " + remedy + ", or say '"
                    + StoredFile.KEEP + "' or '" + StoredFile.DELETE + "'");
        }
    }

    /** Tells whether it keeps files that no row refers to any more, and for ever. */
    public boolean keepsForEver() {
        return onReplace.equals(Retention.KEEP) || onRemove.equals(Retention.KEEP);
    }

    /** Adds the variants that the attribute of this entity declares. */
    public void declareVariants(Class<?> entityType, DeclaredVariants unit) {
        image.ifPresent(settings -> unit.add(entityType, entity, path, settings.variants(), settings.limits()));
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

    private static Retention retention(String entity, String path, String member, String value, Retention unset) {
        try {
            return Retention.of(value, unset);
        } catch (IllegalArgumentException e) {
            throw new StoredFileException(on(entity, path) + member + " " + e.getMessage(), e);
        }
    }

    private static String on(String entity, String path) {
        return "@StoredFile on attribute '" + path + "' of " + entity + ": ";
    }

    private static Variant @Nullable [] variants(Annotations annotations) {
        Variant.List several = annotations.find(Variant.List.class);
        Variant one = several == null ? annotations.find(Variant.class) : null;
        return several != null ? several.value() : one == null ? null : new Variant[] {one};
    }

    private static Optional<ImageAttribute> image(
            String entity, String path, @Nullable StoredImage annotation, Variant @Nullable [] variants) {
        if (annotation == null && variants != null) {
            throw new StoredFileException(
                    "@Variant on attribute '" + path + "' of " + entity + " needs @StoredImage beside it");
        }
        try {
            return Optional.ofNullable(annotation).map(image -> ImageAttribute.of(image, variants));
        } catch (IllegalArgumentException e) {
            throw new StoredFileException("attribute '" + path + "' of " + entity + ": " + e.getMessage(), e);
        }
    }

    private static Map<Part, String> siblings(StoredFile settings, @Nullable StoredImage image) {
        Map<Part, String> siblings = new EnumMap<>(Part.class);
        put(siblings, Part.SIZE, settings.sizeAttribute());
        put(siblings, Part.CONTENT_TYPE, settings.contentTypeAttribute());
        put(siblings, Part.NAME, settings.nameAttribute());
        put(siblings, Part.CHECKSUM, settings.checksumAttribute());
        if (image != null) {
            put(siblings, Part.WIDTH, image.widthAttribute());
            put(siblings, Part.HEIGHT, image.heightAttribute());
        }
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
