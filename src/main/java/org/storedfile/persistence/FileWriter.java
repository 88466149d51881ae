package org.storedfile.persistence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileLocation;
import org.storedfile.LocalBytes;
import org.storedfile.NewFile;
import org.storedfile.PixelSize;
import org.storedfile.StagedFiles;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.FileMetadata.Part;
import org.storedfile.storage.Copies;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.WriteGroup;

/**
 * Brings the bytes of one new file into its storage, and checks that all of them arrived. They are durable when the
 * group is finished. Thread safe.
 */
final class FileWriter {
    /** What is in the storage now, and what sibling attributes receive of it. */
    record Written(StoredObject object, FileMetadata metadata) {}

    private final StoredFiles files;
    private final WriteGroup group;
    private final BooleanSupplier isCancelled;
    private final VariantMaking making;

    FileWriter(StoredFiles files, WriteGroup group, BooleanSupplier isCancelled) {
        this.files = files;
        this.group = group;
        this.isCancelled = isCancelled;
        this.making = new VariantMaking(files, group);
    }

    Written write(PlannedFile planned) {
        try {
            Optional<Fingerprint> seen = planned.image().flatMap(PlannedImage::fingerprint);
            return seen.isPresent() ? opened(planned, seen.get()) : written(planned);
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: a storage of the application may throw anything.
            throw Failure.of(
                    "the file '" + planned.file().name() + "' of "
                            + planned.pending().attribute() + " could not be stored as '" + planned.location() + "': "
                            + e.getMessage(),
                    e);
        }
    }

    // What the application opens again may be something else; what is decoded and stored are the same bytes. Others may
    // write to a file of theirs meanwhile, so those that a storage reads are looked at once more.
    private Written opened(PlannedFile planned, Fingerprint seen) throws IOException {
        try (LocalBytes local = LocalBytes.of(planned.file().content())) {
            seen.require(Fingerprint.of(local));
            NewFile file = new NewFile(planned.file().name(), local, Optional.empty());
            return written(new PlannedFile(planned.pending(), file, planned.image(), planned.location()));
        }
    }

    private Written written(PlannedFile planned) throws IOException {
        Optional<ImageAttribute> image = planned.image().map(PlannedImage::settings);
        List<byte[]> variants =
                image.isPresent() ? making.render(readable(planned.file()).content(), planned, image.get()) : List.of();
        Optional<Written> copied = copied(planned);
        Written written = copied.isPresent() ? copied.get() : uploaded(planned);
        if (image.isPresent()) {
            making.store(planned.location(), image.get().eager(), variants);
        }
        return written;
    }

    private Written uploaded(PlannedFile planned) throws IOException {
        boolean digests = planned.pending().attribute().siblings().containsKey(Part.CHECKSUM);
        try (VerifiedContent content =
                new VerifiedContent(readable(scanned(planned)), types(planned), digests, group, isCancelled)) {
            StoredObject object =
                    storage(planned.location()).write(planned.location().key(), content);
            return new Written(
                    object, content.metadata(object.size(), type(planned, object, content), pixels(planned)));
        }
    }

    private Supplier<Optional<String>> type(PlannedFile planned, StoredObject object, VerifiedContent content) {
        FileAttribute attribute = planned.pending().attribute();
        if (attribute.siblings().containsKey(Part.CONTENT_TYPE)) {
            Optional<String> type = content.contentType();
            return () -> type;
        }
        return FileMetadata.contentType(
                object, planned.location(), planned.file().name(), attribute, files);
    }

    // Only here, so that an image that is decoded first is seen once, and read from where it is.
    private NewFile scanned(PlannedFile planned) {
        NewFile file = same(planned);
        return files.scanner()
                .map(scanner -> ScannedContent.of(file, scanner, planned.pending()))
                .orElse(file);
    }

    private static NewFile same(PlannedFile planned) {
        NewFile file = planned.file();
        Optional<Fingerprint> seen = planned.image().flatMap(PlannedImage::fingerprint);
        return seen.isPresent() && file.content() instanceof LocalBytes local
                ? new NewFile(file.name(), new SeenContent(local, seen.get()), file.copyOf())
                : file;
    }

    // Of an image that was looked at, the real format is known.
    private ContentTypeDetector types(PlannedFile planned) {
        return planned.image()
                .map(image -> image.info().mediaType())
                .<ContentTypeDetector>map(type -> (name, head) -> type)
                .orElse(files.contentTypes());
    }

    // Not of the plan, which has the entity: metadata is kept until the transaction ends.
    private static Supplier<Optional<PixelSize>> pixels(PlannedFile planned) {
        Optional<PixelSize> size = planned.image().map(PlannedImage::size);
        return () -> size;
    }

    // On a thread that only uploads, nothing else tells which storages are the application's.
    private NewFile readable(NewFile file) {
        return file.copyOf()
                .map(source -> new CopiedContent(
                        storage(source), source.key(), file.content().length()))
                .map(content -> new NewFile(file.name(), content, file.copyOf()))
                .orElse(file);
    }

    // Bytes that the storage copies itself are not seen here, so no checksum can be made of them.
    private Optional<Written> copied(PlannedFile planned) throws IOException {
        NewFile file = planned.file();
        FileLocation target = planned.location();
        if (planned.pending().attribute().siblings().containsKey(Part.CHECKSUM)
                || file.copyOf().isEmpty()
                || !file.copyOf().get().storage().equals(target.storage())) {
            return Optional.empty();
        }
        Optional<Copies> copies = storage(target).as(Copies.class);
        if (copies.isEmpty()) {
            return Optional.empty();
        }
        Key source = file.copyOf().get().key();
        Optional<String> type = source.value().startsWith(StagedFiles.FOLDER)
                ? Optional.of(type(planned, file.copyOf().get()))
                : Optional.empty();
        StoredObject object = copies.get().copy(source, target.key(), type, group);
        return Optional.of(new Written(
                object,
                FileMetadata.of(object, target, file.name(), planned.pending().attribute(), files)));
    }

    // Of what a client sent to the storage itself, the storage knows the type that the client gave it.
    private String type(PlannedFile planned, FileLocation source) {
        return planned.image()
                .map(image -> image.info().mediaType())
                .orElseGet(() -> FileMetadata.detected(
                        source, planned.file().name(), planned.pending().attribute(), files));
    }

    private Storage storage(FileLocation location) {
        return files.storage(location.storage());
    }
}
