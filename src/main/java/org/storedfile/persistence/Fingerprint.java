package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.storedfile.ImageRefusedException;
import org.storedfile.LocalBytes;

/** What tells whether content that is opened twice is the same; no proof against one who looks for another with the same. */
record Fingerprint(long length, long sum) {
    static Fingerprint of(LocalBytes bytes) throws IOException {
        CRC32C sum = new CRC32C();
        try (InputStream in = new CheckedInputStream(bytes.open(), sum)) {
            return new Fingerprint(in.transferTo(OutputStream.nullOutputStream()), sum.getValue());
        }
    }

    /**
     * Checks that the bytes are still those.
     *
     * @throws ImageRefusedException if they are others
     */
    void require(Fingerprint now) throws ImageRefusedException {
        if (!equals(now)) {
            throw new ImageRefusedException("is not what it was when it was looked at: its content opens as other"
                    + " bytes each time, or is being written, and says that it can be read again");
        }
    }
}
