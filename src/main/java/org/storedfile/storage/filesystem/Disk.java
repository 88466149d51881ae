package org.storedfile.storage.filesystem;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What keeps files and the entries of folders through a crash, once it was told to. */
interface Disk {
    /** The disk itself. A file system that cannot open folders (Windows) writes their entries through by itself. */
    Disk REAL = folder -> {
        if (folder.getFileSystem().getSeparator().equals("/")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    };

    /** Leaves it to the operating system. */
    Disk UNFORCED = new Disk() {
        @Override
        public void force(Path folder) {}

        @Override
        public void force(Path file, FileChannel bytes) {}
    };

    /** Returns when the entries in {@code folder} will survive a crash. */
    void force(Path folder) throws IOException;

    /** Returns the same, which leaves entries of folders to the operating system. */
    default Disk withoutFolders() {
        Disk disk = this;
        return new Disk() {
            @Override
            public void force(Path folder) {}

            @Override
            public void force(Path file, FileChannel bytes) throws IOException {
                disk.force(file, bytes);
            }
        };
    }

    /** Returns when what was written to {@code file} by {@code bytes} will survive a crash. */
    default void force(Path file, FileChannel bytes) throws IOException {
        bytes.force(true);
    }
}
