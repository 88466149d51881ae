package org.storedfile;

import java.io.IOException;
import java.util.Optional;

/** Says why a file is no image that can be accepted; found among the causes of the {@link StoredFileException}. */
public class ImageRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /** What kind of fault it is, for messages in other languages than this exception's. */
    public enum Fault {
        /** It is of another format than those that are supported. */
        OTHER_FORMAT,
        /** It is damaged, cut off, or contradicts itself. */
        DAMAGED,
        /** It is stored in a way that is not supported. */
        UNSUPPORTED,
        /** It is something else as well, such as an archive, a page or a program. */
        SOMETHING_ELSE,
        /** It has too many bytes. */
        LENGTH,
        /** A side has too many pixels. */
        SIDE,
        /** It has too many pixels. */
        PIXELS,
        /** It has too many frames or pages. */
        FRAMES,
        /** It has too many bytes of metadata. */
        METADATA,
        /** It has too many pieces of one kind, such as scans, tables or chunks. */
        PIECES
    }

    private final Fault fault;
    private final String limit;
    private final String actual;

    private ImageRefusedException(Fault fault, String reason, String limit, String actual) {
        super(reason);
        this.fault = fault;
        this.limit = limit;
        this.actual = actual;
    }

    /** Creates one of a damaged image, with the reason, which goes on from "the file". */
    public ImageRefusedException(String reason) {
        this(Fault.DAMAGED, reason, "", "");
    }

    /** Creates one of a damaged image, with the reason and what the decoder said. */
    public ImageRefusedException(String reason, Throwable cause) {
        this(Fault.DAMAGED, reason, "", "");
        initCause(cause);
    }

    /** Returns one with the reason, which goes on from "the file". */
    public static ImageRefusedException of(Fault fault, String reason) {
        return new ImageRefusedException(fault, reason, "", "");
    }

    /** Returns one that says that the file is of another format than those that are supported. */
    public static ImageRefusedException other(String reason) {
        return of(Fault.OTHER_FORMAT, reason);
    }

    /** Returns one of an image that has more than is allowed, of which nobody knows how much. */
    public static ImageRefusedException beyond(Fault fault, Object limit, String reason) {
        return new ImageRefusedException(fault, reason, limit.toString(), "");
    }

    /** Returns one of an image that has more than is allowed. */
    public static ImageRefusedException beyond(Fault fault, Object limit, Object actual, String reason) {
        return new ImageRefusedException(fault, reason, limit.toString(), actual.toString());
    }

    /** Tells whether the file is of another format, and not an image with a fault. */
    public boolean isOtherFormat() {
        return fault == Fault.OTHER_FORMAT;
    }

    /** Returns what kind of fault it is. */
    public Fault fault() {
        return fault;
    }

    /** Returns the most that is allowed, as people read it, such as {@code 1000} or {@code 16 MB}; empty if that is no matter. */
    public Optional<String> limit() {
        return limit.isEmpty() ? Optional.empty() : Optional.of(limit);
    }

    /** Returns how much it has, where a limit is broken and that is known. */
    public Optional<String> actual() {
        return actual.isEmpty() ? Optional.empty() : Optional.of(actual);
    }
}
