package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A folder that tells before and after each flush and each link. In this package, as nobody else is to set these. */
public final class WatchedFolder {
    private WatchedFolder() {}

    /** Opens it; {@code reached} gets the name of each step on the thread that takes it. */
    public static FileSystemStorage in(Path folder, Consumer<String> reached) throws IOException {
        return FileSystemStorage.builder(folder)
                .disk(new WatchedDisk(reached))
                .linker((link, existing) -> {
                    reached.accept("link: before");
                    Files.createLink(link, existing);
                    reached.accept("link: after");
                })
                .build();
    }

    private record WatchedDisk(Consumer<String> reached) implements Disk {
        @Override
        public void force(Path folder) throws IOException {
            reached.accept("flush of a folder: before");
            REAL.force(folder);
            reached.accept("flush of a folder: after");
        }

        @Override
        public void force(Path file, FileChannel bytes) throws IOException {
            reached.accept("flush of bytes: before");
            REAL.force(file, bytes);
            reached.accept("flush of bytes: after");
        }
    }
}
