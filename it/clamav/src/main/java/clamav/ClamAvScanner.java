package clamav;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.storedfile.FileRefusedException;
import org.storedfile.FileScanner;
import org.storedfile.UploadTo;

/**
 * Has a ClamAV daemon look at each file, with the command INSTREAM of its socket protocol. The daemon's
 * {@code StreamMaxLength} must be as large as the largest file: what is longer counts as a failure of the scanner.
 *
 * <p>With CDI, a producer makes it the application's scanner:
 *
 * <pre>{@code
 * @Produces @ApplicationScoped
 * FileScanner scanner() {
 *     return new ClamAvScanner(new InetSocketAddress("clamav.example.org", 3310));
 * }
 * }</pre>
 */
public record ClamAvScanner(SocketAddress daemon) implements FileScanner {
    @Override
    public Scan begin(UploadTo.Upload upload) throws IOException {
        SocketChannel connection = SocketChannel.open(daemon);
        try {
            send(connection, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
            return new Stream(connection);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private record Stream(SocketChannel connection) implements Scan {
        private static final int MAX_ANSWER = 4096;

        @Override
        public void next(byte[] bytes, int offset, int length) throws IOException {
            send(connection, ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
            send(connection, ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void finish() throws IOException {
            send(connection, ByteBuffer.allocate(Integer.BYTES));
            String answer = answer();
            if (answer.endsWith(" FOUND")) {
                throw new FileRefusedException("ClamAV found " + answer.replaceAll("^stream: | FOUND$", ""));
            }
            if (!answer.equals("stream: OK")) {
                throw new IOException("ClamAV answered '" + answer + "'");
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }

        private String answer() throws IOException {
            ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER);
            while (answer.hasRemaining() && connection.read(answer) >= 0) {
                // It ends when the daemon closes the connection.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8)
                    .replace("\0", "")
                    .strip();
        }
    }

    private static void send(SocketChannel connection, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }
}
