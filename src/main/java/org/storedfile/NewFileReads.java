package org.storedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.storedfile.storage.ByteRange;

/** What can be read of a file before it is stored. */
final class NewFileReads {
    private NewFileReads() {}

    static InputStream open(NewFile file, ByteRange range) throws IOException {
        if (!file.content().isRepeatable()) {
            return head(file, range);
        }
        InputStream in = file.content().open();
        return range.isAll()
                ? in
                : new RangeInputStream(in, range, file.content().length());
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
