package org.storedfile.image;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.storedfile.LocalBytes;
import org.storedfile.storage.Content;

/** Bytes of a test as a channel. */
final class Memory {
    private Memory() {}

    static SeekableByteChannel of(byte[] bytes) throws IOException {
        return LocalBytes.of(Content.of(bytes)).channel();
    }
}
