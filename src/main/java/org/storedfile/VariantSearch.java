package org.storedfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.storedfile.storage.Key;
import org.storedfile.storage.LocalFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Finds the variants that go with their originals. */
final class VariantSearch {
    // Those under which originals of variants are stored; what was there before may be named otherwise.
    private static final Set<String> EXTENSIONS =
            Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp", "dib", "tif", "tiff");

    private VariantSearch() {}

    /**
     * Returns the keys of all that there may be: of each variant that a unit declares that runs, and the outdated ones
     * where that takes one call for each original.
     *
     * @param threads those that make these calls side by side
     */
    static Set<Key> of(Storage storage, Collection<Key> originals, UploadThreads threads) throws IOException {
        List<VariantSpec> declared = DeclaredVariants.all();
        Set<Key> found = new LinkedHashSet<>();
        originals.stream()
                .filter(VariantSearch::mayHaveSome)
                .forEach(original ->
                        declared.forEach(variant -> key(original, variant).ifPresent(found::add)));
        // A folder is read as a whole, whatever the prefix is.
        if (storage.as(LocalFiles.class).isEmpty()) {
            found.addAll(listed(storage, originals, declared, threads));
        }
        return found;
    }

    // Without an image's extension, our own keys are not those of images; others' may be.
    private static boolean mayHaveSome(Key original) {
        return isNamedLikeImage(original) || !KeySuffix.isIn(original.fileName());
    }

    // Of our own keys, those of attributes with images say a size; what an older one has of outdated variants, sweep
    // finds.
    private static boolean isLookedUp(Key original, List<VariantSpec> declared) {
        String name = original.fileName();
        boolean isForeign = !declared.isEmpty() && !KeySuffix.isIn(name);
        return isNamedLikeImage(original) && (isForeign || KeySuffix.size(name).isPresent());
    }

    private static boolean isNamedLikeImage(Key key) {
        String name = key.fileName();
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static Optional<Key> key(Key original, VariantSpec variant) {
        try {
            return Optional.of(DerivedKeys.of(original, variant));
        } catch (StoredFileException e) {
            return Optional.empty(); // With no room for its key, none was made.
        }
    }

    private static Collection<Key> listed(
            Storage storage, Collection<Key> originals, List<VariantSpec> declared, UploadThreads threads)
            throws IOException {
        List<Key> lookedUp = originals.stream()
                .filter(original -> isLookedUp(original, declared))
                .toList();
        Queue<Key> found = new ConcurrentLinkedQueue<>();
        try {
            SideBySide.run(lookedUp, lookedUp.size(), threads, original -> found.addAll(listed(storage, original)));
            return found;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<Key> listed(Storage storage, Key original) {
        try (Stream<StoredObject> listed = storage.list(DerivedKeys.prefix(original))) {
            return listed.map(StoredObject::key)
                    .filter(key ->
                            DerivedKeys.original(key).filter(original::equals).isPresent())
                    .toList();
        } catch (IOException e) {
            throw unlisted(original, e);
        } catch (UncheckedIOException e) {
            throw unlisted(original, Objects.requireNonNull(e.getCause()));
        }
    }

    private static UncheckedIOException unlisted(Key original, IOException e) {
        return new UncheckedIOException("the variants of '" + original + "' could not be listed: " + e.getMessage(), e);
    }
}
