package org.storedfile.storage.filesystem;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What keeps the entries of folders through a crash, once it was told to. */
interface Disk {
    /** The disk itself. A file system that cannot open folders (Windows) writes their entries through by itself. */
    Disk REAL = folder -> {
        if (folder.getFileSystem().getSeparator().equals("/")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    };

    /** Returns when the entries in {@code folder} will survive a crash. */
    void force(Path folder) throws IOException;
}
