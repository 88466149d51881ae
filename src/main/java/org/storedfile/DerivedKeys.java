package org.storedfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/**
 * The keys of variants, which are made from the key of their original, and so go with it:
 * {@code covers/front_k3v9x0q2m7ad.jpg~thumb.1f8a22c0.jpg}. The one place that knows their form, and the one door to
 * removing an original. No column holds such a key.
 */
public final class DerivedKeys {
    private static final char MARK = '~';
    private static final Pattern FORM =
            Pattern.compile("(?<original>.+)~[a-z][a-z0-9-]{0,19}\\.[0-9a-f]{8}\\.(?:jpg|png)");

    // Those under which originals of variants are stored; what was there before may be named otherwise.
    private static final Set<String> EXTENSIONS =
            Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp", "dib", "tif", "tiff");

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

    /**
     * Removes the objects, and then the variants of those that may be images, outdated ones too. Those are listed, with one
     * call for each original: if its key says the size of an image, as those that an image attribute stored do; if it does
     * not, only while a unit runs that declares variants, or each removal of a file that is named like an image would cost a
     * listing. In that order: whoever makes a variant meanwhile looks afterwards whether the original is still there. To be
     * repeated as a whole if it fails; the originals may be gone then.
     *
     * @throws IOException if an object could not be removed, or the variants could not be listed
     */
    public static void delete(Storage storage, Collection<Key> keys) throws IOException {
        storage.delete(keys);
        List<Key> variants = variants(storage, keys);
        if (!variants.isEmpty()) {
            storage.delete(variants);
        }
    }

    private static List<Key> variants(Storage storage, Collection<Key> originals) throws IOException {
        boolean areDeclared = DeclaredVariants.areThere();
        List<Key> found = new ArrayList<>();
        for (Key original : originals) {
            if (mayBeImage(original)
                    && (areDeclared || KeySuffix.size(original.fileName()).isPresent())) {
                found.addAll(variants(storage, original));
            }
        }
        return found;
    }

    private static List<Key> variants(Storage storage, Key original) throws IOException {
        try (Stream<StoredObject> listed = storage.list(original.value() + MARK)) {
            return listed.map(StoredObject::key)
                    .filter(key -> original(key).filter(original::equals).isPresent())
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException("the variants of '" + original + "' could not be listed: " + e.getMessage(), e);
        }
    }

    private static boolean mayBeImage(Key key) {
        String name = key.fileName();
        return original(key).isEmpty()
                && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
