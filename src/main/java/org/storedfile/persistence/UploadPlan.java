package org.storedfile.persistence;

import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.DerivedKeys;
import org.storedfile.FileLocation;
import org.storedfile.NewFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;
import org.storedfile.storage.Key;

/** Decides where a new file goes: checks everything that can be checked before a byte is stored. Thread safe. */
final class UploadPlan {
    private static final KeyNaming NAMING = new KeyNaming(new SecureRandom());

    private final StoredFiles files;

    UploadPlan(StoredFiles files) {
        this.files = files;
    }

    PlannedFile plan(PendingFile pending, NewFile file, Optional<PlannedImage> image) {
        try {
            FileAttribute attribute = pending.attribute();
            String storage = attribute.storage().isEmpty() ? files.storageForNewFiles() : attribute.storage();
            files.storage(storage);
            Key key = naming(image).key(folder(pending, file.name()), file.name(), room(attribute, storage));
            return new PlannedFile(pending, file, image, new FileLocation(storage, key));
        } catch (IllegalArgumentException | StoredFileException e) {
            throw Failure.of(
                    "the file '" + file.name() + "' of " + pending.attribute() + " cannot be stored: " + e.getMessage(),
                    e);
        }
    }

    private static KeyNaming naming(Optional<PlannedImage> image) {
        return image.map(planned -> NAMING.marked(
                        planned.mark(), DerivedKeys.excess(planned.settings().variants())))
                .orElse(NAMING);
    }

    private String folder(PendingFile pending, String fileName) {
        FileAttribute attribute = pending.attribute();
        UploadTo.Upload upload = new UploadTo.Upload(pending.entity(), attribute.path(), fileName);
        return attribute.hasUploadToBean()
                ? folder(attribute.uploadToBean(), upload)
                : attribute.uploadTo().folder(upload, attribute.entity());
    }

    private String folder(Class<? extends UploadTo> bean, UploadTo.Upload upload) {
        @Nullable String folder = ask(bean, upload);
        if (folder == null) {
            throw new IllegalArgumentException(bean.getName() + " returned null instead of a folder");
        }
        return folder;
    }

    // RuntimeException: the bean is the application's, and whatever it throws says nothing of the attribute.
    private @Nullable String ask(Class<? extends UploadTo> bean, UploadTo.Upload upload) {
        try {
            return files.uploadTo(bean).folder(upload);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(bean.getName() + " failed: " + e, e);
        }
    }

    private static int room(FileAttribute attribute, String storage) {
        return Math.min(Key.MAX_LENGTH, attribute.columnLength())
                - FileRefConverter.prefix(storage).length();
    }
}
