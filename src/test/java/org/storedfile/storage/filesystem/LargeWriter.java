package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.TestContents;

/** A program that writes an object of many bytes whose number is not known beforehand, and reads it. */
final class LargeWriter {
    private LargeWriter() {}

    public static void main(String[] arguments) throws IOException {
        long size = Long.parseLong(arguments[1]);
        Storage storage = FileSystemStorage.builder(Path.of(arguments[0]))
                .durability(Durability.NONE)
                .build();
        Key key = Key.of("large/object.bin");
        storage.write(key, Content.of(TestContents.zeros(size)));
        try (InputStream in = storage.read(key)) {
            long read = in.transferTo(java.io.OutputStream.nullOutputStream());
            System.out.println("read " + read + " with " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        }
    }
}
