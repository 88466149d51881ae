package org.storedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.storage.ByteRange;

/** What can be read of a file before it is stored. */
final class NewFileReads {
    private NewFileReads() {}

    static InputStream open(NewFile file, ByteRange range) throws IOException {
        if (!file.content().isRepeatable()) {
            return head(file, range);
        }
        if (range.isAll()) {
            return file.content().open();
        }
        ByteRange absolute = absolute(range, file);
        return absolute.slice(file.content().open());
    }

    private static ByteRange absolute(ByteRange range, NewFile file) throws IOException {
        OptionalLong length = file.content().length();
        if (length.isEmpty() && range.start() < 0) {
            throw new IOException("the last bytes of the file '" + file.name()
                    + "' cannot be read before it is stored, because its size is not known beforehand");
        }
        return length.isPresent() ? range.within(length.getAsLong()) : range;
    }

    private static InputStream head(NewFile file, ByteRange range) throws IOException {
        if (range.start() < 0 || range.length() > ContentTypeDetector.HEAD_LENGTH - range.start()) {
            throw new IOException(unreadable(file));
        }
        byte[] head = file.head();
        ByteRange part = range.within(head.length);
        return new ByteArrayInputStream(head, (int) part.start(), (int) part.length());
    }

    static long size(NewFile file) throws IOException {
        return file.content()
                .length()
                .orElseThrow(() -> new IOException(
                        "the file '" + file.name() + "' is not stored yet, and its size is not known beforehand"));
    }

    static NewFile copy(NewFile file) {
        if (!file.content().isRepeatable()) {
            throw new IllegalStateException(unreadable(file));
        }
        return file;
    }

    private static String unreadable(NewFile file) {
        return "the file '" + file.name() + "' is not stored yet, and its stream can be read only once";
    }
}
