package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;

/** A program that dies, as by a kill, after a megabyte of the object that it writes. */
final class DyingWriter {
    private DyingWriter() {}

    @SuppressWarnings("InputStreamSlowMultibyteRead")
    public static void main(String[] arguments) throws IOException {
        InputStream dies = new InputStream() {
            private int left = 1 << 20;

            @Override
            public int read() {
                if (left-- == 0) {
                    Runtime.getRuntime().halt(0);
                }
                return 'x';
            }
        };
        FileSystemStorage.in(Path.of(arguments[0])).write(Key.of(arguments[1]), Content.of(dies));
        throw new IllegalStateException("it should have died");
    }
}
