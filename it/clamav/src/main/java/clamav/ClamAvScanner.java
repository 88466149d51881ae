package clamav;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.storedfile.FileRefusedException;
import org.storedfile.FileScanner;
import org.storedfile.UploadTo;

/**
 * Has a ClamAV daemon look at each file, with the command INSTREAM of its socket protocol. The daemon's
 * {@code StreamMaxLength} must be as large as the largest file: what is longer counts as a failure of the scanner. Its
 * {@code MaxFileSize} and {@code MaxScanSize} must be as large, too, or {@code AlertExceedsMax} be {@code yes}: otherwise it
 * calls clean what it did not look at (clamd.conf). A daemon that is down, or does not take a connection or bytes, or does
 * not answer, within {@code patience} is a failure as well: the file is refused, or let through with {@link
 * FileScanner#orAccept}.
 *
 * <p>With CDI, a producer makes it the application's scanner:
 *
 * <pre>{@code
 * @Produces @ApplicationScoped
 * FileScanner scanner() {
 *     return new ClamAvScanner(new InetSocketAddress("clamav.example.org", 3310), Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public record ClamAvScanner(SocketAddress daemon, Duration patience) implements FileScanner {
    @Override
    public Scan begin(UploadTo.Upload upload) throws IOException {
        Connection connection = Connection.open(daemon, patience);
        try {
            connection.send(ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
            return new Stream(connection);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private record Stream(Connection connection) implements Scan {
        private static final int MAX_ANSWER = 4096;

        @Override
        public void next(byte[] bytes, int offset, int length) throws IOException {
            connection.send(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
            connection.send(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void finish() throws IOException {
            connection.send(ByteBuffer.allocate(Integer.BYTES));
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
            while (answer.hasRemaining() && connection.receive(answer) >= 0) {
                // It ends when the daemon closes the connection.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8)
                    .replace("\0", "")
                    .strip();
        }
    }
}
