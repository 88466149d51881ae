package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Links;

/** Collects the settings of a {@link FileSystemStorage}. Not thread safe. */
public final class FileSystemStorageBuilder {
    private final Path folder;
    Modes modes = new Modes(Optional.empty(), Optional.empty());
    private Durability durability = Durability.FULL;
    Optional<Links> links = Optional.empty();
    Optional<LinkSigner> signer = Optional.empty();
    Publishing.Linker linker = Files::createLink;
    private Disk disk = Disk.REAL;

    FileSystemStorageBuilder(Path folder) {
        this.folder = folder;
    }

    /** Sets the permissions of new files, whatever the umask is; without, the umask decides. POSIX only. */
    public FileSystemStorageBuilder fileMode(Set<PosixFilePermission> permissions) {
        modes = new Modes(Optional.of(Set.copyOf(permissions)), modes.directory());
        return this;
    }

    /** Sets the permissions of new folders, whatever the umask is; without, the umask decides. POSIX only. */
    public FileSystemStorageBuilder directoryMode(Set<PosixFilePermission> permissions) {
        modes = new Modes(modes.file(), Optional.of(Set.copyOf(permissions)));
        return this;
    }

    /** Sets {@link Durability#FULL}, or {@link Durability#NONE} if {@code sync} is false. */
    public FileSystemStorageBuilder sync(boolean sync) {
        return durability(sync ? Durability.FULL : Durability.NONE);
    }

    /** Sets what has reached the disk when a write or a removal returns; {@link Durability#FULL} unless set. */
    public FileSystemStorageBuilder durability(Durability durability) {
        this.durability = durability;
        return this;
    }

    /**
     * Makes links below {@code base}, where something must serve them that checks them with {@code signer}: a whole
     * address, or a path such as {@code /files}. Give the signer a scope that no other storage has.
     */
    public FileSystemStorageBuilder links(URI base, LinkSigner signer) {
        this.links = Optional.of((key, options) -> signer.url(base, key, options));
        this.signer = Optional.of(signer);
        return this;
    }

    /**
     * Builds it and makes the folder.
     *
     * @throws IOException if the folder cannot be made, is a file, or has no permissions to be set
     */
    public FileSystemStorage build() throws IOException {
        return new FileSystemStorage(this);
    }

    FileSystemStorageBuilder linker(Publishing.Linker linker) {
        this.linker = linker;
        return this;
    }

    FileSystemStorageBuilder disk(Disk disk) {
        this.disk = disk;
        return this;
    }

    Disk disk() {
        return switch (durability) {
            case FULL -> new SharedFlushes(disk);
            case BYTES -> disk.withoutFolders();
            case NONE -> Disk.UNFORCED;
        };
    }

    boolean syncsFolders() {
        return durability == Durability.FULL;
    }

    Path root() throws IOException {
        if (!Files.isDirectory(folder)) {
            Folders.makeRoot(folder, disk());
        }
        Path root = folder.toRealPath();
        if (modes.areSet() && !Files.getFileStore(root).supportsFileAttributeView("posix")) {
            throw new IOException("'" + root + "' has no POSIX permissions: leave the file and directory modes out");
        }
        return root;
    }

    Publishing publishing() {
        return Publishing.on(folder);
    }
}
