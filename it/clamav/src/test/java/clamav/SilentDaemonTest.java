package clamav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.storedfile.FileScanner;
import org.storedfile.UploadTo;

/** A daemon that takes connections, and neither reads nor answers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilentDaemonTest {
    private ServerSocketChannel daemon;

    @BeforeEach
    void listen() throws IOException {
        daemon = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        daemon.close();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void it_counts_as_one_that_is_down_when_it_does_not_answer() throws IOException {
        assertThatThrownBy(() -> scan(scanner(), 1))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("ClamAV did nothing for 200 ms");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void and_when_it_does_not_read() throws IOException {
        assertThatThrownBy(() -> scan(scanner(), 1_000)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_file_is_let_through_if_that_is_said() throws IOException {
        scan(scanner().orAccept(), 1);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void who_is_interrupted_is_told_so_and_not_that_it_is_down() throws Exception {
        FileScanner patient = new ClamAvScanner(daemon.getLocalAddress(), Duration.ofMinutes(1));
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread upload = new Thread(() -> failure.complete(catchThrowable(() -> scan(patient, 1))));
        upload.start();

        try (SocketChannel accepted = daemon.accept()) {
            upload.interrupt();

            assertThat(failure.get()).isInstanceOf(ClosedByInterruptException.class);
        }
    }

    private FileScanner scanner() throws IOException {
        return new ClamAvScanner(daemon.getLocalAddress(), Duration.ofMillis(200));
    }

    private static void scan(FileScanner scanner, int times) throws IOException {
        byte[] bytes = new byte[1 << 16];
        try (FileScanner.Scan scan = scanner.begin(new UploadTo.Upload(new Mail(), "attachment", "note.txt"))) {
            for (int i = 0; i < times; i++) {
                scan.next(bytes, 0, bytes.length);
            }
            scan.finish();
        }
    }
}
