package org.storedfile.web;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A local file that the container's own stream takes as a channel, and sends so that the bytes never enter the JVM.
 */
record ChannelTransfer(FileChannel file, MethodHandle transfer) implements Sending {
    private static final System.Logger LOG = System.getLogger(ChannelTransfer.class.getName());

    /**
     * Opens a file that is to be sent from {@code start} to its end; empty if it has not the length that was announced.
     */
    static Optional<Sending> open(Path path, long start, long length, MethodHandle transfer) throws IOException {
        ChannelTransfer open = new ChannelTransfer(FileChannel.open(path, StandardOpenOption.READ), transfer);
        try {
            if (open.endsAfter(start, length)) {
                return Optional.of(open);
            }
        } catch (IOException e) {
            open.close();
            throw e;
        }
        open.close();
        return Optional.empty();
    }

    // The stream takes it from its position to its end.
    private boolean endsAfter(long start, long length) throws IOException {
        file.position(start);
        return file.size() == start + length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            transfer.invokeExact(out, file);
        } catch (IOException e) {
            // As with any other body; a failing disk cannot be told apart, and breaks the connection, too.
            LOG.log(Level.DEBUG, "a download was broken off", e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the container's stream did not take a file", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
