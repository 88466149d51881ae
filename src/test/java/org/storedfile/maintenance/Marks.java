package org.storedfile.maintenance;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A mark for each number, in a file, so that it outlives the process that made it. Thread safe. */
record Marks(MappedByteBuffer bytes) {
    static Marks at(Path folder, String name, long numbers) throws IOException {
        try (FileChannel file = FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Marks(file.map(FileChannel.MapMode.READ_WRITE, 0, numbers));
        }
    }

    boolean has(long number) {
        return bytes.get((int) number) != 0;
    }

    void set(long number, boolean isMarked) {
        bytes.put((int) number, (byte) (isMarked ? 1 : 0));
    }
}
