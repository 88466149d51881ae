package org.storedfile.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.storage.Content;

/**
 * A file that a client sent in a form, with the name that it gave it, as browsers and containers mangle it. For the
 * packages that receive files.
 */
public final class ClientFile {
    private static final String UNNAMED = "unnamed";

    private ClientFile() {}

    /**
     * Returns the new file. Browsers send a quote in its name as {@code %22}, and so that is one. It is called
     * {@code unnamed} if nothing is left of the name, as of {@code ..}.
     *
     * @param submitted the name as the container gives it; null if the part is no file
     * @return empty if it is no file, or the user chose none: the name is blank then, and there are no bytes, or nobody
     *     knows how many
     */
    public static Optional<FileRef> of(@Nullable String submitted, Content content) {
        return submitted == null || (submitted.isBlank() && content.length().orElse(0) == 0)
                ? Optional.empty()
                : Optional.of(named(submitted, content));
    }

    private static FileRef named(String submitted, Content content) {
        try {
            return FileRef.of(decoded(submitted).replace("%22", "\""), content);
        } catch (IllegalArgumentException e) {
            return FileRef.of(UNNAMED, content); // nothing is left of the name
        }
    }

    // Browsers send UTF-8 without saying so, and some containers then read Latin-1.
    private static String decoded(String name) {
        if (name.chars().allMatch(c -> c < 0x80) || name.chars().anyMatch(c -> c > 0xff)) {
            return name;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return name; // it was Latin-1 indeed
        }
    }
}
