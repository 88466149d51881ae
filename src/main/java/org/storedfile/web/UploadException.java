package org.storedfile.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says that what a client sent is no complete form, or more than the servlet's limits allow. */
public final class UploadException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    UploadException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Returns the HTTP status that tells the client: 400, or 413 for too much. */
    public int status() {
        return status;
    }
}
