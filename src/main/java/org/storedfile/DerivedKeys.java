package org.storedfile;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.storedfile.storage.Key;
import org.storedfile.storage.LocalFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.UnfinishedWrites;

/**
 * The keys of variants, which are made from the key of their original, and so go with it:
 * {@code covers/front_k3v9x0q2m7ad.jpg~thumb.1f8a22c0.jpg}. The one place that knows their form, and the one door to
 * removing an original. No column holds such a key.
 */
public final class DerivedKeys {
    private static final char MARK = '~';
    private static final Pattern FORM =
            Pattern.compile("(?<original>.+)~[a-z][a-z0-9-]{0,19}\\.[0-9a-f]{8}\\.(?:jpg|png)");

    private DerivedKeys() {}

    /**
     * Returns the key of the variant.
     *
     * @throws StoredFileException if there can be none, as that of the original, made before it had variants or by others,
     *     is too long
     */
    static Key of(Key original, VariantSpec variant) {
        try {
            return Key.of(original.value() + MARK + variant.name() + "." + variant.digest() + "."
                    + variant.formatOf(original.value()).extension());
        } catch (IllegalArgumentException e) {
            throw new StoredFileException(
                    "there is no variant '" + variant.name() + "' of '" + original
                            + "', as its key, which is longer, would break a rule: " + e.getMessage(),
                    e);
        }
    }

    /** Returns how many characters the longest key of these variants is longer than that of their original. */
    public static int excess(Collection<VariantSpec> variants) {
        Key any = Key.of("a");
        return variants.stream()
                .mapToInt(variant ->
                        of(any, variant).value().length() - any.value().length())
                .max()
                .orElse(0);
    }

    /** Returns the key of the original; empty if {@code key} is not that of a variant. */
    public static Optional<Key> original(Key key) {
        if (key.value().indexOf(MARK) < 0) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(key.value());
        return form.matches() ? Optional.of(Key.of(form.group("original"))) : Optional.empty();
    }

    /**
     * Requires that the key is not that of a variant, nor looks like one: no attribute may hold it, as the object goes with
     * its original.
     *
     * @param where what stands behind the key in the message; may be empty
     * @throws StoredFileException if it is one; the message names it and its original
     */
    public static void requireNone(FileLocation location, String where) {
        original(location.key()).ifPresent(original -> {
            throw new StoredFileException("'" + location + "'" + where + " has the key of a variant of '" + original
                    + "', and would be removed with it: no attribute can hold it, so give it a new file with the same"
                    + " bytes, or the object another name");
        });
    }

    /** Returns what the keys of all variants of an original begin with. */
    static String prefix(Key original) {
        return original.value() + MARK;
    }

    /**
     * Removes the objects, and then their variants: those that a persistence unit declares that runs, by their keys, and
     * outdated ones only where a storage finds them by what their keys begin with, one request for each image, side by
     * side. A storage of {@link LocalFiles} would read a whole folder for each, so {@code sweep} finds them there. In that
     * order: whoever makes a variant meanwhile looks afterwards whether the original is still there. A variant that is
     * named itself stays as long as its original is there: others may have seen it and give links to it. Only what writers
     * of it left half done goes, if the storage has {@link UnfinishedWrites}; one that is at work may have to write again.
     * To be repeated as a whole if it fails; the originals may be gone then.
     *
     * @param storage its name
     * @throws IOException if an object could not be removed, or the variants could not be listed
     */
    public static void delete(StoredFiles files, String storage, Collection<Key> keys) throws IOException {
        Storage from = files.storage(storage);
        Set<Key> kept = withOriginal(from, keys);
        List<Key> gone = keys.stream().filter(key -> !kept.contains(key)).toList();
        from.delete(gone);
        Set<Key> variants = VariantSearch.of(from, gone, files.uploadThreads());
        if (!variants.isEmpty()) {
            from.delete(variants);
        }
        discardUnfinished(from, kept);
    }

    private static Set<Key> withOriginal(Storage from, Collection<Key> keys) throws IOException {
        Set<Key> kept = new LinkedHashSet<>();
        for (Key key : keys) {
            Optional<Key> original = original(key);
            if (original.isPresent() && from.find(original.get()).isPresent()) {
                kept.add(key);
            }
        }
        return kept;
    }

    // Never by looking whether the variant is there: another may publish it before it is removed. Where the storage
    // cannot do it, what stays goes with the original.
    private static void discardUnfinished(Storage from, Set<Key> kept) throws IOException {
        Optional<UnfinishedWrites> writes = kept.isEmpty() ? Optional.empty() : from.as(UnfinishedWrites.class);
        if (writes.isPresent()) {
            writes.get().discard(kept);
        }
    }
}
