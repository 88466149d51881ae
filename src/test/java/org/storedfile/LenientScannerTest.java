package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the log says while a scanner fails. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LenientScannerTest {
    private final Logger log = Logger.getLogger(FileScanner.class.getName());
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        log.addHandler(lines);
    }

    @AfterEach
    void leave() {
        log.removeHandler(lines);
    }

    @Test
    void who_has_judged_a_file_may_fail_afterwards() throws IOException {
        try (FileScanner.Scan scan = begun("close")) {
            scan.finish();
        }

        assertThat(lines.all).singleElement().asString().startsWith("the scanner failed after it had seen all of");
    }

    @Test
    void who_has_not_lets_the_file_pass_unseen() throws IOException {
        try (FileScanner.Scan scan = begun("finish")) {
            scan.finish();
        }

        assertThat(lines.all).singleElement().asString().contains("is stored without having been scanned");
    }

    private static FileScanner.Scan begun(String broken) throws IOException {
        FileScanner scanner = upload -> new FileScanner.Scan() {
            @Override
            public void next(byte[] bytes, int offset, int length) {}

            @Override
            public void finish() throws IOException {
                fail("finish");
            }

            @Override
            public void close() throws IOException {
                fail("close");
            }

            private void fail(String step) throws IOException {
                if (step.equals(broken)) {
                    throw new IOException("the scanner is down");
                }
            }
        };
        return scanner.orAccept().begin(new UploadTo.Upload(new Object(), "cover", "front.png"));
    }

    private static final class Lines extends Handler {
        private final List<String> all = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            all.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
