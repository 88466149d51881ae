package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.WriteGroup;

/**
 * Makes variants and stores them beside their originals. What was seen there once is not looked up again. For the
 * persistence packages. Thread safe.
 */
public final class VariantStore {
    private static final System.Logger LOG = System.getLogger(VariantStore.class.getName());
    private static final int REMEMBERED = 10_000;

    private final Function<String, Storage> storages;
    private final Imaging imaging;
    private final LooseObjects looseObjects;
    private final Set<FileLocation> stored = Collections.newSetFromMap(remembering());
    private final Map<FileLocation, PixelSize> sizes = remembering();

    VariantStore(Function<String, Storage> storages, Imaging imaging, LooseObjects looseObjects) {
        this.storages = storages;
        this.imaging = imaging;
        this.looseObjects = looseObjects;
    }

    /**
     * Stores a variant that was made. One that is there already, because another made it meanwhile, stays.
     *
     * @param bytes the encoded image; its type is told besides
     * @throws IOException if it could not be stored
     */
    public void write(FileLocation original, VariantSpec variant, Content bytes) throws IOException {
        Key key = DerivedKeys.of(original.key(), variant);
        try {
            storages.apply(original.storage())
                    .write(key, encoded(bytes, variant.formatOf(original.key().value())));
        } catch (FileAlreadyExistsException e) {
            LOG.log(Level.DEBUG, "made by another meanwhile: {0}", key);
        }
        stored.add(new FileLocation(original.storage(), key));
    }

    /** Has the variant made unless it is there, and returns its key. */
    Key require(FileLocation original, DeclaredVariants.Declared declared) throws IOException {
        Key key = DerivedKeys.of(original.key(), declared.variant());
        FileLocation location = new FileLocation(original.storage(), key);
        if (!stored.contains(location)) {
            if (storages.apply(original.storage()).find(key).isEmpty()) {
                make(original, declared);
            }
            stored.add(location);
        }
        return key;
    }

    /**
     * Returns the size of the original: from its key if that says it, else from its header.
     *
     * @param limits those of the attribute that it is in
     * @throws ImageRefusedException if it is no image, or breaks one of them
     * @throws IOException if it cannot be read
     */
    public PixelSize size(FileLocation original, ImageLimits limits) throws IOException {
        Optional<PixelSize> said = KeySuffix.size(original.key().fileName());
        PixelSize known = said.orElseGet(() -> sizes.get(original));
        if (known != null) {
            return known;
        }
        try (LocalBytes bytes = read(original)) {
            ImageInfo info = imaging.inspect(bytes.channel(), limits);
            PixelSize found = new PixelSize(info.width(), info.height());
            sizes.put(original, found);
            return found;
        }
    }

    private void make(FileLocation original, DeclaredVariants.Declared declared) throws IOException {
        VariantSpec variant = declared.variant();
        try (LocalBytes bytes = read(original)) {
            // It may have been stored by others, who did not look.
            imaging.inspect(bytes.channel(), declared.limits());
            List<byte[]> made =
                    imaging.render(bytes.channel(), original.key().value(), declared.limits(), List.of(variant));
            FileLocation location = new FileLocation(original.storage(), DerivedKeys.of(original.key(), variant));
            Runnable looked = looseObjects.goesWithOriginal(location);
            writeAmongReapers(original, variant, Content.of(made.get(0)));
            requireOriginal(original, variant);
            looked.run();
        }
    }

    // Whoever removes what a maker that died left half done may take that of another, which is at work, too.
    private void writeAmongReapers(FileLocation original, VariantSpec variant, Content bytes) throws IOException {
        try {
            write(original, variant, bytes);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a variant of " + original + " is written once more", e);
            requireOriginal(original, variant);
            write(original, variant, bytes);
        }
    }

    // It may have been removed while the variant was made, by one who did not see the variant yet.
    private void requireOriginal(FileLocation original, VariantSpec variant) throws IOException {
        Storage storage = storages.apply(original.storage());
        if (storage.find(original.key()).isEmpty()) {
            Key key = DerivedKeys.of(original.key(), variant);
            storage.delete(List.of(key));
            stored.remove(new FileLocation(original.storage(), key));
            throw new NoSuchFileException(original.toString(), null, "removed while a variant was made of it");
        }
    }

    private LocalBytes read(FileLocation original) throws IOException {
        Storage storage = storages.apply(original.storage());
        return LocalBytes.of(new Content() {
            @Override
            public InputStream open() throws IOException {
                return storage.read(original.key());
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.empty();
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }
        });
    }

    private static <K, V> Map<K, V> remembering() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    private static Content encoded(Content content, VariantFormat format) {
        return new Content() {
            @Override
            public InputStream open() throws IOException {
                return content.open();
            }

            @Override
            public OptionalLong length() {
                return content.length();
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }

            @Override
            public Optional<String> contentType() {
                return Optional.of(format.mediaType());
            }

            @Override
            public void requireWanted() throws IOException {
                content.requireWanted();
            }

            @Override
            public Optional<WriteGroup> group() {
                return content.group();
            }
        };
    }
}
