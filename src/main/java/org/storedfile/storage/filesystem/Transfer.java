package org.storedfile.storage.filesystem;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.storedfile.storage.Content;

/** Copies content to a file: by the kernel if it is a file itself, otherwise through one small buffer. */
final class Transfer {
    // How much the kernel copies before the content is asked whether it is still wanted.
    static final long STRETCH = 8L << 20;

    private static final int BUFFER = 64 * 1024;

    private Transfer() {}

    /**
     * Copies all of {@code content} and returns the number of bytes.
     *
     * @throws IOException if they are more or fewer than the content declares
     */
    static long copy(Content content, FileChannel target) throws IOException {
        // One more than declared, so that content that is longer than that is noticed, and nothing much longer written.
        long most = content.length().isPresent() ? content.length().getAsLong() + 1 : Long.MAX_VALUE;
        Optional<Path> file = content.path();
        long copied =
                file.isPresent() ? fromFile(content, file.get(), target, most) : fromStream(content, target, most);
        requireLength(content, copied);
        return copied;
    }

    /**
     * Refuses bytes that are not as many as declared.
     *
     * @param length how many there are, or one more than declared if there are more
     */
    static void requireLength(Content content, long length) throws IOException {
        long declared = content.length().orElse(length);
        if (length != declared) {
            throw new IOException("the content has " + (length > declared ? "more" : "only " + length) + " bytes where "
                    + declared + " were declared");
        }
    }

    private static long fromFile(Content content, Path file, FileChannel target, long most) throws IOException {
        try (FileChannel source = FileChannel.open(file, READ)) {
            long copied = 0;
            long more = 1;
            while (more > 0 && copied < most) {
                content.requireWanted();
                more = source.transferTo(copied, Math.min(STRETCH, most - copied), target);
                copied += more;
            }
            return copied;
        }
    }

    private static long fromStream(Content content, FileChannel target, long most) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, most)];
        long copied = 0;
        try (InputStream in = content.open()) {
            int read = 0;
            while (read >= 0 && copied < most) {
                read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, most - copied));
                write(ByteBuffer.wrap(buffer, 0, read), target);
                copied += read;
                read = read == 0 ? -1 : read;
            }
        }
        return copied;
    }

    private static void write(ByteBuffer bytes, FileChannel target) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
