package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.ImageRefusedException.Fault;
import org.storedfile.storage.Content;

/**
 * The bytes of a content where they can be read in any order: its own file, or a temporary one that has no name any more,
 * so that it goes with this object, and with the process. Content that could be read once only can be read again from
 * here. It has no path: whoever went by the name again might meet another file. For the persistence packages. Thread
 * safe.
 */
public final class LocalBytes implements Content, AutoCloseable {
    /** The most bytes that are kept in a temporary file: 1 GiB. */
    public static final long MAX_LENGTH = 1L << 30;

    private final FileChannel file;
    private final long length;
    private final Optional<NamedFile> takeable;

    private LocalBytes(FileChannel file, Optional<NamedFile> takeable) throws IOException {
        this.file = file;
        this.length = file.size();
        this.takeable = takeable;
    }

    /**
     * Returns the bytes of {@code content}, read now if it has no file of its own.
     *
     * @throws IOException if they cannot be read, are more than {@value #MAX_LENGTH}, or are in a file that has more or
     *     fewer than the content declares
     */
    public static LocalBytes of(Content content) throws IOException {
        if (content instanceof LocalBytes local) {
            return local;
        }
        Optional<Path> path = content.path();
        if (path.isEmpty()) {
            return copied(content);
        }
        LocalBytes local = opened(path.get(), content.isTakeable());
        long declared = content.length().orElse(local.length);
        if (local.length != declared) {
            local.close();
            throw new IOException("the content has " + local.length + " bytes where " + declared + " were declared");
        }
        return local;
    }

    /** Returns a view of the bytes with a position of its own, which need not be closed. */
    public SeekableByteChannel channel() {
        return new ChannelView(file, length);
    }

    @Override
    public InputStream open() {
        return Channels.newInputStream(channel());
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(length);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    /**
     * Gives the file one more name, if it may be taken over and still is the one whose bytes these are. They can be opened
     * all the same.
     */
    @Override
    public boolean moveTo(Path target) throws IOException {
        return takeable.isPresent() && takeable.get().link(target);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    // What is under the name before and after is what was opened between.
    private static LocalBytes opened(Path path, boolean isTakeable) throws IOException {
        Optional<NamedFile> before = isTakeable ? NamedFile.of(path) : Optional.empty();
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new LocalBytes(
                file, before.isPresent() && before.equals(NamedFile.of(path)) ? before : Optional.empty());
    }

    private static LocalBytes copied(Content content) throws IOException {
        Path name = Files.createTempFile("stored-file-", ".image");
        FileChannel file = FileChannel.open(
                name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (InputStream in = content.open()) {
            copy(in, Channels.newOutputStream(file));
            return new LocalBytes(file, Optional.empty());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count += read;
            if (count > MAX_LENGTH) {
                throw ImageRefusedException.beyond(
                        Fault.LENGTH, "1 GiB", "is larger than 1 GiB, the most for an image");
            }
            out.write(buffer, 0, read);
        }
    }
}
