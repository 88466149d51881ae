package org.storedfile.image;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;

/**
 * JPEG of four colours without Adobe's mark. Browsers take them for cyan, magenta, yellow and black; the reader for colours
 * with alpha, which only Java wrote, unless its components are called otherwise: so it is shown other names.
 */
final class Inks {
    private static final int ADOBE = 0xEE;
    private static final int SCAN = 0xDA;
    private static final byte[] NUMBERED = {1, 2, 3, 4};
    private static final byte[] NAMED = {'C', 'M', 'Y', 'K'};
    private static final int MOST_NAMES = 10_000;

    private final ImageInputStream in;
    private final NavigableMap<Long, Byte> names = new TreeMap<>();

    private Inks(ImageInputStream in) {
        this.in = in;
    }

    /** Returns the same bytes, but for the names of such components. */
    static SeekableByteChannel named(SeekableByteChannel jpeg) throws IOException {
        NavigableMap<Long, Byte> names = new Inks(new ChannelInput(jpeg)).names(new ChannelInput(jpeg));
        return names.isEmpty() ? jpeg : new Overlay(jpeg, names);
    }

    private NavigableMap<Long, Byte> names(ImageInputStream whole) throws IOException {
        Markers markers = new Markers(whole);
        for (int marker = markers.next(); marker >= 0 && names.size() < MOST_NAMES; marker = markers.next()) {
            int rest = Markers.hasLength(marker) ? markers.number() - 2 : 0;
            long at = markers.position();
            if ((marker == ADOBE || marker == SCAN) && names.isEmpty()) {
                return names;
            }
            if (Scans.isFrame(marker) && names.isEmpty()) {
                frame(at);
            } else if (marker == SCAN) {
                scan(at);
            } else if (marker == ADOBE) {
                names.clear();
                return names;
            }
            markers.skip(rest);
        }
        return names;
    }

    // Behind the precision, height and width, and how many there are.
    private void frame(long at) throws IOException {
        byte[] found = new byte[NUMBERED.length];
        in.seek(at + 5);
        if (in.read() == found.length) {
            for (int i = 0; i < found.length; i++) {
                found[i] = in.readByte();
                in.skipBytes(2);
            }
        }
        for (int i = 0; i < found.length && Arrays.equals(found, NUMBERED); i++) {
            names.put(at + 6 + 3L * i, NAMED[i]);
        }
    }

    private void scan(long at) throws IOException {
        in.seek(at);
        int count = Math.min(in.read(), NUMBERED.length);
        for (int i = 0; i < count; i++) {
            int number = in.read();
            if (number >= 1 && number <= NAMED.length) {
                names.put(at + 1 + 2L * i, NAMED[number - 1]);
            }
            in.skipBytes(1);
        }
    }
}
