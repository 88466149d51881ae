package org.storedfile.web.rest;

import java.io.IOException;
import java.util.regex.Pattern;

/** The most that a form may be, in bytes and parts. */
record FormLimits(long fileSize, long requestSize, int parts) {
    static final FormLimits STANDARD = new FormLimits(Long.MAX_VALUE, Long.MAX_VALUE, 1_000);

    // Those of servers, which applications do not see: RequestTooBigException is Undertow's.
    private static final Pattern NAMES = Pattern.compile("Too(Big|Large|Long)|LimitExceeded");

    FormLimits {
        if (fileSize < 1 || requestSize < 1 || parts < 1) {
            throw new IllegalArgumentException("a form may have at least one part and one byte: not " + fileSize
                    + " bytes of a file, " + requestSize + " of a request and " + parts + " parts");
        }
    }

    void require(long part, long request, int count) throws Exceeded {
        if (part > fileSize) {
            throw new Exceeded("one of its parts has more than " + fileSize + " bytes");
        }
        if (request > requestSize) {
            throw new Exceeded("it has more than " + requestSize + " bytes");
        }
        if (count > parts) {
            throw new Exceeded("it has more than " + parts + " parts");
        }
    }

    /** Tells whether it is ours, or the server's own for too long a request. */
    static boolean isMeantBy(IOException failure) {
        return failure instanceof Exceeded
                || NAMES.matcher(failure.getClass().getSimpleName()).find();
    }

    /** Says what is too much. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1;

        Exceeded(String message) {
            super(message);
        }
    }
}
