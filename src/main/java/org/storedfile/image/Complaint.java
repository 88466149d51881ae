package org.storedfile.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;

/** What a decoder says of an image that it does not take, without the names of classes. */
final class Complaint {
    private static final Pattern CLASS = Pattern.compile(" \\(class [^)]*\\)");

    private Complaint() {}

    /**
     * Passes on that the bytes are no longer there, mostly because the thread was interrupted.
     *
     * @throws ClosedChannelException if that is why it failed
     */
    static void requireOpen(Exception failure) throws ClosedChannelException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedChannelException closed) {
                throw closed;
            }
        }
    }

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
