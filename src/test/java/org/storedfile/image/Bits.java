package org.storedfile.image;

import java.io.ByteArrayOutputStream;

/** Bits, the lowest first. */
final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long held;
    private int count;

    void add(long value, int width) {
        held |= value << count;
        count += width;
        while (count >= 8) {
            out.write((int) held);
            held >>>= 8;
            count -= 8;
        }
    }

    byte[] bytes() {
        add(0, (8 - count % 8) % 8);
        return out.toByteArray();
    }
}
