package org.storedfile.web;

import java.io.IOException;

/** Says that the bytes could not be sent, unlike a failure to read them. */
final class ClientGone extends IOException {
    private static final long serialVersionUID = 1;

    ClientGone(IOException cause) {
        super("the client did not take the whole answer: " + cause.getMessage(), cause);
    }
}
