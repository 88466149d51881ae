package org.storedfile.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/**
 * The directories of a TIFF, which EXIF is as well: lists of entries of 12 bytes with a tag, a type, a count of values and
 * the values or their place (TIFF 6.0, section 2; JEITA CP-3451 for Exif 2.32, 4.6.2). Readers read the values of all
 * entries into memory, entries may share a place, and values become objects, so a few bytes may become gigabytes: what they
 * would read is added up here first.
 */
final class Directories {
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_IN_ALL = 200_000;
    private static final int MOST_FRAMES = 50_000;
    // What some writers take for the sign that there is no further page.
    private static final int NONE = 0xFFFF;
    private static final int MOST_BESIDE = 1_000;
    private static final int MOST_MEMORY = 16 << 20;
    private static final int ENTRY = 12;
    private static final int ENTRY_IN_MEMORY = 80;
    private static final int TEXT_IN_MEMORY = 64;

    // Bytes of a value of each type; those with none are unknown, and readers pass them over.
    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    // What readers make of one: of some numbers longer ones, of fractions and pieces of text objects.
    private static final int[] IN_MEMORY = {0, 1, 4, 12, 16, 40, 1, 1, 4, 8, 40, 8, 16, 16, 0, 0, 16, 16, 16};
    private static final int BYTE = 1;
    private static final int TEXT = 2;
    private static final int SHORT = 3;
    private static final int ORIENTATION = 0x0112;
    private static final int COMPRESSION = 0x0103;
    private static final int WIDTH = 0x0100;
    private static final int HEIGHT = 0x0101;
    private static final int TILE_WIDTH = 0x0142;
    private static final int TILE_HEIGHT = 0x0143;
    private static final long MOST_TILE_PIXELS = 1 << 20;
    // More images, and what cameras tell of themselves, the place and other standards.
    private static final Set<Integer> POINTERS = Set.of(0x014A, 0x8769, 0x8825, 0xA005);

    private static final Set<Integer> SIDES = Set.of(WIDTH, HEIGHT, TILE_WIDTH, TILE_HEIGHT);

    private final ImageInputStream in;
    private final boolean isWhole;
    private final Set<Long> seen = new HashSet<>();
    private final Queue<Long> beside = new ArrayDeque<>();
    private long bytes;
    private long memory;
    private int entries;
    private long end;

    private Directories(ImageInputStream in, boolean isWhole) {
        this.in = in;
        this.isWhole = isWhole;
    }

    private record Entry(int tag, int type, long count, long at) {
        static Entry read(ImageInputStream in, long at) throws IOException {
            in.seek(at);
            return new Entry(in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedInt(), at + 8);
        }

        int size() {
            return type < SIZES.length ? SIZES[type] : 0;
        }

        long length() {
            return count * size();
        }

        long inMemory() {
            return size() == 0 ? 0 : count * IN_MEMORY[type];
        }

        /** Returns where the values are: in the entry if they are of four bytes at most. */
        long place(ImageInputStream in) throws IOException {
            in.seek(at);
            return length() <= 4 ? at : in.readUnsignedInt();
        }
    }

    /** Returns the number of the orientation in the first directory; 0 if there is none. */
    static int orientation(ImageInputStream in) throws IOException {
        long first = first(in);
        in.seek(first);
        int entries = Math.min(in.readUnsignedShort(), MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            Entry entry = Entry.read(in, first + 2 + (long) ENTRY * i);
            // It should be of two bytes; some writers take one.
            if (entry.tag() == ORIENTATION && entry.count() == 1 && entry.type() == SHORT) {
                return in.readUnsignedShort();
            }
            if (entry.tag() == ORIENTATION && entry.count() == 1 && entry.type() == BYTE) {
                return in.readUnsignedByte();
            }
        }
        return 0;
    }

    /**
     * What those of a file are.
     *
     * @param end where the last of them ends, or the last of their values
     * @param memory the bytes that readers make of them, about
     */
    record Extent(long end, long memory) {}

    /**
     * Checks those of a whole file.
     *
     * @throws ImageRefusedException if there are too many, their values take more than the file has or much memory, or one
     *     of a later page lies behind the end
     */
    static Extent check(ImageInputStream in, ImageLimits limits) throws IOException {
        return new Directories(in, true).walk(limits);
    }

    /** Does the same with a file that may go on. */
    static Extent checkFirst(ImageInputStream in, ImageLimits limits) throws IOException {
        return new Directories(in, false).walk(limits);
    }

    private static long first(ImageInputStream in) throws IOException {
        in.seek(0);
        in.setByteOrder(in.read() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        in.seek(4);
        return in.readUnsignedInt();
    }

    private Extent walk(ImageLimits limits) throws IOException {
        int most = Math.min(limits.maxFrames(), MOST_FRAMES);
        long next = first(in);
        for (int frames = 1; isNew(next); frames++) {
            if (frames > most) {
                throw ImageRefusedException.beyond(Fault.FRAMES, most, "has more than " + most + " frames");
            }
            next = isWhole && frames > 1 ? directory(next, limits) : directoryOrEnd(next, limits);
            require(
                    !isWhole || next == NONE || next + 2 <= in.length(),
                    "is cut off: a further page has to be at byte " + next);
        }
        for (Long at = beside.poll(); at != null; at = beside.poll()) {
            if (isNew(at)) {
                directoryOrEnd(at, limits);
            }
        }
        return new Extent(end, memory);
    }

    // Readers, too, read none twice.
    private boolean isNew(long at) throws IOException {
        return at != 0 && at < in.length() && seen.add(at);
    }

    private long directoryOrEnd(long at, ImageLimits limits) throws IOException {
        try {
            return directory(at, limits);
        } catch (EOFException e) {
            return 0; // For readers, it ends there as well.
        }
    }

    /** Adds up one, and returns where the next is; 0 if there is none. */
    private long directory(long at, ImageLimits limits) throws IOException {
        in.seek(at);
        int count = in.readUnsignedShort();
        if (count > MOST_ENTRIES) {
            throw ImageRefusedException.beyond(
                    Fault.PIECES,
                    MOST_ENTRIES,
                    count,
                    "has a directory of " + count + " entries; at most 1000 are allowed");
        }
        Map<Integer, Long> sizes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            add(Entry.read(in, at + 2 + (long) ENTRY * i), sizes);
        }
        requireTiles(sizes);
        requireSize(sizes, limits);
        in.seek(at + 2 + (long) ENTRY * count);
        end = Math.max(end, in.getStreamPosition() + Integer.BYTES);
        return in.readUnsignedInt();
    }

    // A tile is read as a whole, and may be larger than the image by what rounds that up.
    private static void requireTiles(Map<Integer, Long> sizes) throws ImageRefusedException {
        long width = sizes.getOrDefault(TILE_WIDTH, 1L);
        long height = sizes.getOrDefault(TILE_HEIGHT, 1L);
        long most = Math.max(
                MOST_TILE_PIXELS, rounded(sizes.getOrDefault(WIDTH, 0L)) * rounded(sizes.getOrDefault(HEIGHT, 0L)));
        require(
                height == 0 || width <= most / height,
                "has tiles of " + width + " x " + height + " pixels, which is more than its image has");
    }

    // Each is an image: another page, a preview, or what the first is a preview of.
    private static void requireSize(Map<Integer, Long> sizes, ImageLimits limits) throws ImageRefusedException {
        int width = (int) Math.min(sizes.getOrDefault(WIDTH, 0L), Integer.MAX_VALUE);
        int height = (int) Math.min(sizes.getOrDefault(HEIGHT, 0L), Integer.MAX_VALUE);
        Sizes.requireWithin(width, height, limits);
    }

    private static long rounded(long pixels) {
        return (pixels + 15) / 16 * 16;
    }

    private void add(Entry entry, Map<Integer, Long> sizes) throws IOException {
        long place = entry.place(in);
        bytes += ENTRY;
        memory += ENTRY_IN_MEMORY;
        requireFew(++entries, MOST_IN_ALL, "has directories of more than 200000 entries");
        if (place + entry.length() > in.length()) {
            return; // Not read by anyone.
        }
        end = Math.max(end, place + entry.length());
        require(
                entry.tag() != COMPRESSION || entry.count() == 1,
                "has " + entry.count() + " compressions where one belongs");
        bytes += entry.length() > 4 ? entry.length() : 0;
        require(bytes <= in.length(), "has directories of more bytes than the file: their values overlap");
        requireMemory(entry, place);
        if (SIDES.contains(entry.tag()) && entry.count() == 1 && entry.size() > 0) {
            in.seek(place);
            // Of two, whichever the reader takes.
            sizes.merge(entry.tag(), number(entry.size()), entry.tag() < TILE_WIDTH ? Math::min : Math::max);
        }
        if (POINTERS.contains(entry.tag())) {
            follow(entry, place);
        }
    }

    private void requireMemory(Entry entry, long place) throws IOException {
        memory += entry.inMemory();
        requireMemory();
        if (entry.type() == TEXT) {
            in.seek(place);
            memory += TEXT_IN_MEMORY * zeros(entry.count());
            requireMemory();
        }
    }

    private void requireMemory() throws ImageRefusedException {
        if (memory > MOST_MEMORY) {
            throw ImageRefusedException.beyond(
                    Fault.METADATA, "16 MB", "has directories that take more than 16 MB of memory");
        }
    }

    // Each ends a piece of text.
    private long zeros(long length) throws IOException {
        byte[] text = new byte[(int) length];
        in.readFully(text);
        long zeros = 0;
        for (byte character : text) {
            zeros += character == 0 ? 1 : 0;
        }
        return zeros;
    }

    private void follow(Entry entry, long place) throws IOException {
        in.seek(place);
        for (long i = 0; i < entry.count() && entry.size() > 0; i++) {
            requireFew(beside.size() + 1, MOST_BESIDE, "has more than 1000 directories inside others");
            beside.add(number(entry.size()));
        }
    }

    private long number(int size) throws IOException {
        return switch (size) {
            case 1 -> in.readUnsignedByte();
            case 2 -> in.readUnsignedShort();
            case 4 -> in.readUnsignedInt();
            default -> in.readLong();
        };
    }

    private static void requireFew(int pieces, int most, String fault) throws ImageRefusedException {
        if (pieces > most) {
            throw ImageRefusedException.beyond(Fault.PIECES, most, fault);
        }
    }

    private static void require(boolean isKept, String fault) throws ImageRefusedException {
        if (!isKept) {
            throw new ImageRefusedException(fault);
        }
    }
}
