package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.Storage;

/**
 * A {@link Variant} of the image that a {@link FileRef} holds. One that is not there yet, because it is lazy, its
 * declaration changed, or the image was stored before it was declared, is made by the first call that needs it, which
 * then takes as long as reading the original and making it. Immutable and thread safe.
 */
public final class ImageVariant {
    private final FileLocation original;
    private final DeclaredVariants.Declared declared;
    private final StoredFiles files;

    ImageVariant(FileLocation original, DeclaredVariants.Declared declared, StoredFiles files) {
        this.original = original;
        this.declared = declared;
        this.files = files;
    }

    /** Returns the variant's name. */
    public String name() {
        return declared.variant().name();
    }

    /** Returns a link with the storage's settings; the same as {@link LinkOptions#DEFAULTS}. */
    public URI url() {
        return url(LinkOptions.DEFAULTS);
    }

    /**
     * Returns a link that anyone who has it can follow, until it expires. The storage is asked once whether it has the
     * variant, unless this process made it; the answer is remembered for some ten thousand variants.
     *
     * @throws StoredFileException if the storage makes no links, or the variant cannot be made, also because the key of the
     *     original is too long for one with a variant's name behind it, or because the journal, where it is on, cannot be
     *     written
     */
    public URI url(LinkOptions options) {
        Links links = storage()
                .as(Links.class)
                .orElseThrow(() -> new StoredFileException("the storage '" + original.storage() + "' makes no links"));
        try {
            return links.url(files.variants().require(original, declared), options);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Returns the width in pixels. It follows from that of the original, which its key says; only what was stored before
     * its attribute was a {@link StoredImage} is read once.
     *
     * @throws StoredFileException if the original has to be read, and cannot be
     */
    public int width() {
        return size().width();
    }

    /** Returns the height in pixels, as {@link #width} does. */
    public int height() {
        return size().height();
    }

    /** Returns the media type: {@code image/jpeg} or {@code image/png}. */
    public String contentType() {
        return declared.variant().formatOf(original.key().value()).mediaType();
    }

    /**
     * Returns the key within the storage of the original, where nothing may be yet.
     *
     * @throws StoredFileException if that of the original is too long for one with a variant's name behind it
     */
    public String key() {
        return DerivedKeys.of(original.key(), declared.variant()).value();
    }

    /**
     * Opens the bytes. The caller closes the stream.
     *
     * @throws StoredFileException as {@link #key}, and if it has to be made and the journal, where it is on, cannot be written
     * @throws IOException if the storage cannot be read, or the variant cannot be made
     */
    public InputStream open() throws IOException {
        return storage().read(files.variants().require(original, declared));
    }

    @Override
    public String toString() {
        return original.storage() + ":" + key();
    }

    private PixelSize size() {
        try {
            PixelSize of = files.variants().size(original, declared.limits());
            return declared.variant().size(of.width(), of.height());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Storage storage() {
        return files.storage(original.storage());
    }

    private StoredFileException failure(IOException e) {
        return new StoredFileException(
                "there is no variant '" + name() + "' of '" + original + "': " + e.getMessage(), e);
    }
}
