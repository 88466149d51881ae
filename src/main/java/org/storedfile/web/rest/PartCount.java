package org.storedfile.web.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Counts the parts of a form, and the bytes of each without its headers, as they pass. */
final class PartCount {
    private final byte[] delimiter;
    private final FormLimits limits;
    private int matched = 1; // as if a line had ended before the first byte
    private boolean inHead = true;
    private int line;
    private int delimiters;
    private long part;
    private long request;

    PartCount(String boundary, FormLimits limits) {
        this.delimiter = ("\n--" + boundary).getBytes(ISO_8859_1);
        this.limits = limits;
    }

    void add(byte[] bytes, int offset, int count) throws FormLimits.Exceeded {
        for (int i = offset; i < offset + count; i++) {
            pass(bytes[i]);
        }
        request += count;
        require();
    }

    private void pass(byte next) throws FormLimits.Exceeded {
        part++;
        if (inHead) {
            head(next);
        }
        // Only its first byte ends a line, so that no more than that is ever matched anew.
        matched = next == delimiter[matched] ? matched + 1 : next == '\n' ? 1 : 0;
        if (matched == delimiter.length) {
            require();
            begin();
        }
    }

    private void begin() {
        delimiters++;
        matched = 0;
        inHead = true;
        line = 1; // the rest of the delimiter's own line is no empty one
    }

    private void head(byte next) {
        part = 0;
        if (next == '\n') {
            inHead = line > 0;
            line = 0;
        } else if (next != '\r') {
            line++;
        }
    }

    // What may be the delimiter behind it, with its line's end, is not of the part; and the last one begins none.
    private void require() throws FormLimits.Exceeded {
        limits.require(part - delimiter.length - 1, request, delimiters - 1);
    }
}
