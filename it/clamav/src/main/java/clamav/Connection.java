package clamav;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection that waits for the other side only so long, over TCP or a Unix socket. Not thread safe. */
final class Connection implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final Duration patience;

    private Connection(SocketChannel channel, Selector selector, Duration patience) {
        this.channel = channel;
        this.selector = selector;
        this.patience = patience;
    }

    static Connection open(SocketAddress address, Duration patience) throws IOException {
        Connection connection = new Connection(channel(address), Selector.open(), patience);
        try {
            connection.connect(address);
            return connection;
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: an address whose host is not known.
            connection.close();
            throw e;
        }
    }

    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Returns how many bytes came; less than 0 if the other side closed it. */
    int receive(ByteBuffer bytes) throws IOException {
        int count = channel.read(bytes);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(bytes);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    private static SocketChannel channel(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private void connect(SocketAddress address) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, 0);
        boolean isConnected = channel.connect(address);
        while (!isConnected) {
            await(SelectionKey.OP_CONNECT);
            isConnected = channel.finishConnect();
        }
    }

    private void await(int operation) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        if (selector.select(patience.toMillis()) == 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException(); // The file is not wanted any more.
            }
            throw new SocketTimeoutException("ClamAV did nothing for " + patience.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
    }
}
