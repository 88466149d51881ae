package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.storage.ByteRange;

/** What can be read of a file before it is stored. */
final class NewFileReads {
    private NewFileReads() {}

    static InputStream open(NewFile file, ByteRange range) throws IOException {
        if (!file.content().isRepeatable()) {
            throw new IOException(unreadable(file));
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
