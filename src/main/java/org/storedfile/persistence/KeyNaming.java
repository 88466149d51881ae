package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.storedfile.storage.Key;

/**
 * Makes the key of a new file: the folder, the {@linkplain SafeName cleaned} name, and before the extension a random
 * part of 60 bits, so that no key is ever made twice or guessed: {@code covers/front_k3v9x0q2m7ad.png}.
 *
 * <p>The extension is what follows the last dot, up to 20 letters and digits; {@code .tar} before it belongs to it, so
 * that {@code a.tar.gz} keeps both and {@code v1.2.3 final.pdf} only {@code .pdf}. A hidden file such as
 * {@code .bashrc} has none. A name of which nothing is left becomes {@code file}. Every name gives a key, if the
 * column has room. Thread safe if the source of random numbers is.
 */
final class KeyNaming {
    private static final Pattern EXTENSION =
            Pattern.compile("(?:\\.tar)?\\.[\\p{L}\\p{M}\\p{N}]{1,20}$", Pattern.CASE_INSENSITIVE);

    // Crockford's base 32: no letters that look alike, few words. One case, because file systems may fold it.
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int RANDOM_LENGTH = 12;
    private static final String NAMELESS = "file";

    private final RandomGenerator random;
    private final String mark;
    private final int excess;

    /** Creates one whose keys are as unguessable as the numbers from {@code random}. */
    KeyNaming(RandomGenerator random) {
        this(random, "", 0);
    }

    private KeyNaming(RandomGenerator random, String mark, int excess) {
        this.random = random;
        this.mark = mark;
        this.excess = excess;
    }

    /**
     * Returns one whose keys have {@code mark} after their random part, and leave room for keys that are longer by
     * {@code excess} ASCII characters.
     */
    KeyNaming marked(String suffix, int room) {
        return new KeyNaming(random, suffix, room);
    }

    /**
     * Returns a new key.
     *
     * @param folder the folder without a slash at its ends, or empty for none
     * @param fileName what the client calls the file
     * @param maxLength the most UTF-16 units that the key may have; the name is cut before its extension to fit
     * @throws IllegalArgumentException if {@code folder} is no valid key, or nothing of the name would be left
     */
    Key key(String folder, String fileName, int maxLength) {
        String prefix = folder.isEmpty() ? "" : Key.of(folder) + "/";
        String name = named(fileName);
        String extension = extension(name);
        int most = Math.min(maxLength, Key.MAX_LENGTH - excess);
        int room = most - prefix.length() - RANDOM_LENGTH - mark.length() - extension.length();
        if (room < 0) {
            throw noRoom(folder, extension, most, room);
        }
        String stem = stem(name.substring(0, name.length() - extension.length()), room, extension);
        return Key.of(prefix + stem + randomPart() + mark + extension);
    }

    private static String named(String fileName) {
        String name = SafeName.withoutTrailingDots(SafeName.clean(fileName));
        boolean lostItsStem = name.startsWith(".") && !fileName.strip().startsWith(".");
        return name.isEmpty() || lostItsStem ? NAMELESS + name : name;
    }

    private static String extension(String name) {
        int first = 0;
        while (name.charAt(first) == '.') {
            first++;
        }
        Matcher extension = EXTENSION.matcher(name).region(first + 1, name.length());
        return extension.find() ? extension.group() : "";
    }

    // With no room for a character and the underscore, the random part stands alone.
    private String stem(String name, int room, String extension) {
        int bytes =
                Key.MAX_SEGMENT_BYTES - excess - RANDOM_LENGTH - mark.length() - 1 - extension.getBytes(UTF_8).length;
        String stem = SafeName.shortened(name, room - 1, bytes);
        return stem.isEmpty() ? "" : SafeName.harmless(stem + "_");
    }

    private String randomPart() {
        long bits = random.nextLong();
        StringBuilder part = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++, bits >>>= 5) {
            part.append(ALPHABET.charAt((int) (bits & 31)));
        }
        return part.toString();
    }

    private IllegalArgumentException noRoom(String folder, String extension, int most, int room) {
        return new IllegalArgumentException("no key fits into " + most + " characters: the folder '" + folder
                + "', a random part of " + (RANDOM_LENGTH + mark.length()) + " characters and the extension '"
                + extension + "' need " + (most - room)
                + "; make the column longer (a key has at most " + Key.MAX_LENGTH + ") or the folder shorter");
    }
}
