package org.storedfile.persistence.suite.run;

import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.storedfile.storage.Content;

/** Content whose upload ends only when it is given up. */
public class Endless implements Content {
    /** Makes one. */
    public Endless() {}

    @Override
    public InputStream open() {
        return new InputStream() {
            @Override
            public int read() {
                // Waits as one from a network does, because virtual threads take turns only then.
                LockSupport.parkNanos(1);
                return 1;
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                int length = Math.min(1, count);
                java.util.Arrays.fill(target, offset, offset + length, (byte) read());
                return length;
            }
        };
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
