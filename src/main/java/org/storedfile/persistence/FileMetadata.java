package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileLocation;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.PixelSize;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.StoredObject;

/**
 * What sibling attributes receive of a file.
 *
 * @param size in bytes
 * @param contentType the media type, if it is known; asked only for a sibling that receives it
 * @param name the name as its source gave it, or what the key tells of it
 * @param checksum the SHA-256 in hexadecimal, if it is known
 * @param pixels the size of an image, empty if it is none; asked only for a sibling that receives it
 */
public record FileMetadata(
        long size,
        Supplier<Optional<String>> contentType,
        String name,
        Optional<String> checksum,
        Supplier<Optional<PixelSize>> pixels) {
    /** One of the sibling attributes that {@link StoredFile} may name. */
    public enum Part {
        /** {@link StoredFile#sizeAttribute}. */
        SIZE("sizeAttribute"),
        /** {@link StoredFile#contentTypeAttribute}. */
        CONTENT_TYPE("contentTypeAttribute"),
        /** {@link StoredFile#nameAttribute}. */
        NAME("nameAttribute"),
        /** {@link StoredFile#checksumAttribute}. */
        CHECKSUM("checksumAttribute"),
        /** {@link StoredImage#widthAttribute}. */
        WIDTH("widthAttribute"),
        /** {@link StoredImage#heightAttribute}. */
        HEIGHT("heightAttribute");

        private final String element;

        Part(String element) {
            this.element = element;
        }

        /** Returns the annotation that names the sibling. */
        public Class<? extends Annotation> annotation() {
            return this == WIDTH || this == HEIGHT ? StoredImage.class : StoredFile.class;
        }

        /** Returns the element of the annotation that names the sibling. */
        public String element() {
            return element;
        }

        /** Returns the types that the sibling may have. */
        public List<Class<?>> types() {
            return switch (this) {
                case SIZE -> List.of(long.class, Long.class);
                case WIDTH, HEIGHT -> List.of(int.class, Integer.class);
                default -> List.of(String.class);
            };
        }

        /** Returns what a sibling of that type has without a file: 0 if it is primitive, else null. */
        public @Nullable Object none(Class<?> type) {
            if (type == long.class) {
                return 0L;
            }
            return type == int.class ? (Object) 0 : null;
        }
    }

    /** Describes what lies in a storage. */
    static FileMetadata of(
            StoredObject object, FileLocation location, String name, FileAttribute attribute, StoredFiles files) {
        ImageLimits limits = attribute.image().map(ImageAttribute::limits).orElse(ImageLimits.STANDARD);
        return new FileMetadata(
                object.size(),
                contentType(object, location, name, attribute, files),
                name,
                object.checksum(),
                () -> pixels(location, limits, files));
    }

    /** Finds the type of what lies in a storage; the bytes have a say in it, as they had when a client sent them. */
    static Supplier<Optional<String>> contentType(
            StoredObject object, FileLocation location, String name, FileAttribute attribute, StoredFiles files) {
        Optional<String> said = object.contentType();
        return () -> said.isPresent() ? said : Optional.of(detected(location, name, attribute, files));
    }

    private static Optional<PixelSize> pixels(FileLocation location, ImageLimits limits, StoredFiles files) {
        try {
            return Optional.of(files.variants().size(location, limits));
        } catch (ImageRefusedException e) {
            return Optional.empty(); // It came in without a look, or as one of other formats that are allowed.
        } catch (IOException e) {
            throw Failure.of("width and height of '" + location + "' could not be told: it " + e.getMessage(), e);
        }
    }

    /** Tells the type of what lies in a storage by its first bytes. */
    static String detected(FileLocation location, String name, FileAttribute attribute, StoredFiles files) {
        ByteRange first = ByteRange.of(0, ContentTypeDetector.HEAD_LENGTH);
        try (InputStream head = files.storage(location.storage()).read(location.key(), first)) {
            return files.contentTypes().detect(name, head.readAllBytes());
        } catch (IOException e) {
            throw Failure.of(
                    "the media type of '" + location + "', now in " + attribute + ", could not be told: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Returns what the sibling for {@code part} receives: null if it is not known. */
    public @Nullable Object value(Part part) {
        return switch (part) {
            case SIZE -> size;
            case CONTENT_TYPE -> contentType.get().orElse(null);
            case NAME -> name;
            case CHECKSUM -> checksum.orElse(null);
            case WIDTH -> pixels.get().map(PixelSize::width).orElse(null);
            case HEIGHT -> pixels.get().map(PixelSize::height).orElse(null);
        };
    }
}
