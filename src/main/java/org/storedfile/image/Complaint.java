package org.storedfile.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Pattern;

/** What a decoder says of an image that it does not take, without the names of classes. */
final class Complaint {
    private static final Pattern CLASS = Pattern.compile(" \\(class [^)]*\\)");

    private Complaint() {}

    /** Returns it; of what its arithmetic throws, that tells people nothing, only what it means. */
    static String of(Exception thrown) {
        String message = thrown.getMessage();
        if (thrown instanceof EOFException) {
            return "it ends where more has to follow";
        }
        if (!(thrown instanceof IOException) || message == null) {
            return "it contradicts itself or its format";
        }
        return CLASS.matcher(message).replaceAll("");
    }
}
