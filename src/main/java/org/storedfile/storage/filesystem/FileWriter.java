package org.storedfile.storage.filesystem;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.storedfile.storage.Content;

/** Writes new files: a partial file first, then its name. */
final class FileWriter {
    private static final System.Logger LOG = System.getLogger(FileWriter.class.getName());
    private static final int TRIES = 1000;
    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    private final Folders folders;
    private final Modes modes;
    private final Disk disk;
    private final Publishing publishing;
    private final Publishing.Linker linker;
    private final Takeover takeover;

    FileWriter(Folders folders, Modes modes, Disk disk, Publishing publishing, Publishing.Linker linker) {
        this.folders = folders;
        this.modes = modes;
        this.disk = disk;
        this.publishing = publishing;
        this.linker = linker;
        this.takeover = new Takeover(modes, disk);
    }

    /**
     * Writes {@code content} to {@code target}, all or nothing.
     *
     * @param flush what the target's folder is flushed with
     * @throws FileAlreadyExistsException if there is something already
     */
    void write(Path target, Content content, Optional<FolderFlush> flush) throws IOException {
        boolean isKnown = flush.isPresent() && flush.get().isKnown(Layout.parent(target));
        // Early, as a stream can be read once only. In a group keys are new; if not, publishing tells, but not of a
        // second name for the same bytes.
        if ((!isKnown || content.isTakeable()) && Files.exists(target, NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Partial partial = partial(target, isKnown, path -> partial(path, content));
        Path filled = partial.path();
        boolean published = false;
        try {
            filled = filled(partial, content);
            publish(filled, target, flush);
            published = true;
        } finally {
            remove(filled, partial.path(), published);
        }
    }

    // Whoever deletes the last object of a folder removes the folder, perhaps just when it was made for us. Linux shows
    // a removed folder until its remover runs again, and makes nothing in it: so each try lets others run.
    private Partial partial(Path target, boolean isFolderKnown, Making making) throws IOException {
        for (int left = TRIES; ; left--) {
            try {
                if (!isFolderKnown || left < TRIES) {
                    folders.make(Layout.parent(target));
                }
                return making.make(target);
            } catch (NoSuchFileException e) {
                if (left == 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private Partial partial(Path target, Content content) throws IOException {
        Optional<Path> taken = takeover.file(content);
        if (taken.isPresent()) {
            try {
                Partial linked = Partial.link(target, taken.get(), linker);
                if (!(content instanceof OwnObject)) {
                    Partial.touch(linked.path());
                }
                return linked;
            } catch (NoSuchFileException e) {
                throw e;
            } catch (UnsupportedOperationException | FileSystemException e) {
                LOG.log(Level.DEBUG, "''{0}'' is copied: {1}", taken.get(), e);
            }
        }
        return Partial.create(target, modes);
    }

    // The partial file, or what was moved beside it.
    private Path filled(Partial partial, Content content) throws IOException {
        try (FileChannel channel = partial.channel()) {
            if (channel == null) {
                takeover.fill(partial.path(), content);
                return partial.path();
            }
            Optional<Path> moved = takeover.moved(partial, content);
            if (moved.isEmpty()) {
                Transfer.copy(content, channel);
                disk.force(partial.path(), channel);
            }
            return moved.orElse(partial.path());
        }
    }

    private interface Making {
        Partial make(Path target) throws IOException;
    }

    private void publish(Path filled, Path target, Optional<FolderFlush> flush) throws IOException {
        try {
            publishing.publish(filled, target, linker);
        } catch (NoSuchFileException e) {
            throw new IOException("it was deleted while it was written", e);
        }
        Path folder = Layout.parent(target);
        if (flush.isPresent()) {
            flush.get().later(folder);
            return;
        }
        try {
            folders.sync(List.of(folder));
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private void remove(Path filled, Path partial, boolean published) {
        try {
            if (!filled.equals(partial)) {
                Files.deleteIfExists(filled);
            }
            Files.deleteIfExists(partial);
            if (!published) {
                folders.removeEmpty(Layout.parent(partial));
            }
        } catch (IOException e) {
            // The write succeeded, or fails for a better reason; deleting the key removes the partial file as well.
            LOG.log(Level.WARNING, "could not remove the partial file ''{0}'': {1}", partial, e);
        }
    }
}
