package org.storedfile.persistence;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.storedfile.ImageInfo;
import org.storedfile.ImageRefusedException;
import org.storedfile.LocalBytes;
import org.storedfile.NewFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;

/**
 * The look at the headers of a flush's images, before a key is made. Streams that can be read once only are kept in
 * temporary files until this is closed. Not thread safe.
 */
final class ImageLook implements AutoCloseable {
    /** A file, with the name that its format gives it, and what it is if it is an image. */
    record Seen(NewFile file, Optional<PlannedImage> image) {}

    private final StoredFiles files;
    private final List<LocalBytes> kept = new ArrayList<>();

    ImageLook(StoredFiles files) {
        this.files = files;
    }

    Seen look(PendingFile pending, NewFile file) {
        Optional<ImageAttribute> settings = pending.attribute().image();
        return settings.isPresent() ? look(pending, file, settings.get()) : new Seen(file, Optional.empty());
    }

    private Seen look(PendingFile pending, NewFile file, ImageAttribute settings) {
        try {
            return seen(file.content().isRepeatable() ? file : kept(file), settings);
        } catch (ImageRefusedException e) {
            throw refused(pending, file, "it " + e.getMessage(), e);
        } catch (IOException e) {
            throw refused(pending, file, "its bytes cannot be read (" + e + ")", e);
        } catch (StoredFileException e) {
            throw refused(pending, file, String.valueOf(e.getMessage()), e); // The library is missing.
        }
    }

    private static StoredFileException refused(PendingFile pending, NewFile file, String fault, Exception cause) {
        return Failure.of(
                "the file '" + file.name() + "' of " + pending.attribute() + " cannot be stored: " + fault, cause);
    }

    private Seen seen(NewFile file, ImageAttribute settings) throws IOException {
        try {
            PlannedImage image = inspect(file, settings);
            String name = ImageName.corrected(file.name(), image.info());
            NewFile named = new NewFile(name, file.content(), file.copyOf());
            return new Seen(named, Optional.of(image));
        } catch (ImageRefusedException e) {
            if (settings.allowsOthers() && e.isOtherFormat()) {
                return new Seen(file, Optional.empty());
            }
            throw e;
        }
    }

    private NewFile kept(NewFile file) throws IOException {
        LocalBytes local = LocalBytes.of(file.content());
        kept.add(local);
        return new NewFile(file.name(), local, file.copyOf());
    }

    private PlannedImage inspect(NewFile file, ImageAttribute settings) throws IOException {
        if (file.content() instanceof LocalBytes local) {
            return new PlannedImage(inspect(local, settings), settings, Optional.empty());
        }
        try (LocalBytes local = LocalBytes.of(file.content())) {
            return new PlannedImage(
                    inspect(local, settings),
                    settings,
                    file.copyOf().isEmpty() ? Optional.of(Fingerprint.of(local)) : Optional.empty());
        }
    }

    private ImageInfo inspect(LocalBytes local, ImageAttribute settings) throws IOException {
        return files.imaging().inspect(local.channel(), settings.limits());
    }

    @Override
    public void close() {
        for (LocalBytes local : kept) {
            try {
                local.close();
            } catch (IOException e) {
                // It has no name any more, and goes with the process at the latest.
                System.getLogger(ImageLook.class.getName()).log(Level.DEBUG, "a temporary file stays open: {0}", e);
            }
        }
    }
}
