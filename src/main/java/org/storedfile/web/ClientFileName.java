package org.storedfile.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client gave a file in a form, as browsers and containers mangle it. For the packages that receive
 * files.
 */
public final class ClientFileName {
    private static final Pattern NO_NAME = Pattern.compile("(.*[/\\\\])?[\\s.\\p{Cntrl}]{0,2}", Pattern.DOTALL);

    private ClientFileName() {}

    /** Returns the name; empty if the part is no file, or nothing is left without folders. */
    public static Optional<String> of(@Nullable String submitted) {
        return Optional.ofNullable(submitted)
                .filter(name -> !NO_NAME.matcher(name).matches())
                .map(ClientFileName::decoded)
                .map(name -> name.replace("%22", "\""));
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
