package org.storedfile.storage.filesystem;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written, beside its target and named after it, so that whoever cleans up after a dead writer
 * finds it without listing. Each writer of a key takes a name that is free, so that none meets another's bytes; there
 * are few names, because keys are not used again.
 */
record Partial(Path path, @Nullable FileChannel channel) {
    /** How many writers of one key there can be, dead ones whose key was not deleted included. */
    static final int NAMES = 16;

    private static final String SUFFIX = ".partial";

    /**
     * Creates a partial file.
     *
     * @throws java.nio.file.NoSuchFileException if the folder does not exist
     * @throws IOException if all names are taken
     */
    static Partial create(Path target, Modes modes) throws IOException {
        return first(target, path -> open(path, modes));
    }

    /**
     * Gives {@code file} one more name, that of a partial file.
     *
     * @throws IOException if that is not possible, as on another volume
     */
    static Partial link(Path target, Path file, Publishing.Linker linker) throws IOException {
        return first(target, path -> {
            linker.link(path, file);
            return new Partial(path, null);
        });
    }

    /**
     * Gives a file that was taken over the time of now; removes it if that fails. An object is as old as its write: by its
     * age a sweep tells what was left over from what a transaction is storing.
     */
    static void touch(Path linked) throws IOException {
        try {
            Files.setLastModifiedTime(linked, FileTime.from(Instant.now()));
        } catch (IOException e) {
            Files.delete(linked);
            throw e;
        }
    }

    private static Partial first(Path target, Maker maker) throws IOException {
        List<FileAlreadyExistsException> others = new ArrayList<>(); // other writers', dead or alive
        for (int number = 0; number < NAMES; number++) {
            try {
                return maker.make(name(target, number));
            } catch (FileAlreadyExistsException e) {
                others.add(e);
            }
        }
        IOException taken =
                new IOException(NAMES + " writers of this key have not ended: delete the key if they are dead");
        others.forEach(taken::addSuppressed);
        throw taken;
    }

    /** Returns what writers of {@code target} may have left. */
    static Stream<Path> leftovers(Path target) {
        Stream<Path> partials = IntStream.range(0, NAMES).mapToObj(number -> name(target, number));
        return Stream.concat(partials, Stream.of(room(name(target, 0)), reservation(target)));
    }

    /**
     * Returns where only the writer whose this is may have bytes moved to; there is such a place for one writer of a key
     * at a time.
     */
    Optional<Path> room() {
        return path.getFileName().toString().endsWith(SUFFIX) ? Optional.of(room(path)) : Optional.empty();
    }

    private static Path room(Path first) {
        return first.resolveSibling(first.getFileName() + "-moved");
    }

    /** Returns the file whose creator alone may publish {@code target}, where the file system has no links. */
    static Path reservation(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".partial-publishing");
    }

    private interface Maker {
        Partial make(Path path) throws IOException;
    }

    private static Path name(Path target, int number) {
        return target.resolveSibling("." + target.getFileName() + SUFFIX + (number == 0 ? "" : "-" + number));
    }

    private static Partial open(Path path, Modes modes) throws IOException {
        FileChannel channel = FileChannel.open(path, Set.of(CREATE_NEW, WRITE), modes.forNewFile());
        try {
            modes.setFile(path);
            return new Partial(path, channel);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }
}
