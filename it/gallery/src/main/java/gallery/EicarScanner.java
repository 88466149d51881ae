package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.storedfile.FileRefusedException;
import org.storedfile.FileScanner;
import org.storedfile.UploadTo;

/**
 * A demonstration of a scanner, and no protection: it knows one file, the one by which EICAR lets virus scanners be tested.
 * A real one is in {@code it/clamav}. As with every scanner, all bytes stream through the application: no file is copied
 * inside a storage, or taken over by one, any more.
 */
@ApplicationScoped
public class EicarScanner implements FileScanner {
    // Joined here, so that no virus scanner finds it in this class.
    private static final byte[] TEST_FILE = String.join(
                    "", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS", "-TEST-FILE!$H+H*")
            .getBytes(StandardCharsets.US_ASCII);

    @Override
    public Scan begin(UploadTo.Upload upload) {
        return new Beginning();
    }

    private static final class Beginning implements Scan {
        private final ByteArrayOutputStream first = new ByteArrayOutputStream();

        @Override
        public void next(byte[] bytes, int offset, int length) {
            first.write(bytes, offset, Math.min(length, TEST_FILE.length - first.size()));
        }

        @Override
        public void finish() throws FileRefusedException {
            if (Arrays.equals(first.toByteArray(), TEST_FILE)) {
                throw new FileRefusedException("is EICAR's test file, which virus scanners find");
            }
        }

        @Override
        public void close() {}
    }
}
