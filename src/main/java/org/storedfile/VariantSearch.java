package org.storedfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
     */
    static Set<Key> of(Storage storage, Collection<Key> originals) throws IOException {
        List<VariantSpec> declared = DeclaredVariants.all();
        // A folder is read as a whole, whatever the prefix is.
        boolean isIndexed = storage.as(LocalFiles.class).isEmpty();
        Set<Key> found = new LinkedHashSet<>();
        for (Key original : originals) {
            if (mayHaveSome(original)) {
                declared.forEach(variant -> key(original, variant).ifPresent(found::add));
            }
            if (isIndexed && isLookedUp(original, declared)) {
                found.addAll(listed(storage, original));
            }
        }
        return found;
    }

    // Without an image's extension, our own keys are not those of images; others' may be.
    private static boolean mayHaveSome(Key original) {
        return isNamedLikeImage(original) || !KeySuffix.isIn(original.fileName());
    }

    private static boolean isLookedUp(Key original, List<VariantSpec> declared) {
        return isNamedLikeImage(original)
                && (!declared.isEmpty() || KeySuffix.size(original.fileName()).isPresent());
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

    private static List<Key> listed(Storage storage, Key original) throws IOException {
        try (Stream<StoredObject> listed = storage.list(DerivedKeys.prefix(original))) {
            return listed.map(StoredObject::key)
                    .filter(key ->
                            DerivedKeys.original(key).filter(original::equals).isPresent())
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException("the variants of '" + original + "' could not be listed: " + e.getMessage(), e);
        }
    }
}
