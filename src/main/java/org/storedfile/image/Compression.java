package org.storedfile.image;

import java.util.Map;
import java.util.Set;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** How the pixels of a TIFF may be compressed, by the numbers of its tag 259, and what others are called. */
final class Compression {
    private static final Set<Long> UNDERSTOOD = Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 32_773L, 32_946L, 50_013L);
    private static final Map<Long, String> OTHERS = Map.ofEntries(
            Map.entry(9L, "JBIG"),
            Map.entry(10L, "JBIG"),
            Map.entry(32_766L, "NeXT"),
            Map.entry(32_809L, "ThunderScan"),
            Map.entry(32_908L, "Pixar's film format"),
            Map.entry(32_909L, "Pixar's log format"),
            Map.entry(32_947L, "Kodak DCS"),
            Map.entry(34_661L, "JBIG"),
            Map.entry(34_676L, "LogLuv"),
            Map.entry(34_677L, "LogLuv"),
            Map.entry(34_712L, "JPEG 2000"),
            Map.entry(34_887L, "LERC"),
            Map.entry(34_892L, "the JPEG of a DNG"),
            Map.entry(34_925L, "LZMA"),
            Map.entry(50_000L, "Zstandard"),
            Map.entry(50_001L, "WebP"),
            Map.entry(50_002L, "JPEG XL"),
            Map.entry(52_546L, "JPEG XL"));

    private Compression() {}

    /**
     * Checks.
     *
     * @throws ImageRefusedException if no reader here understands it
     */
    static void requireUnderstood(long number) throws ImageRefusedException {
        if (!UNDERSTOOD.contains(number)) {
            String name = OTHERS.getOrDefault(number, "unknown");
            throw ImageRefusedException.of(
                    Fault.UNSUPPORTED,
                    "is a TIFF whose compression (" + name + ", number " + number
                            + ") is not supported; PackBits, LZW, Deflate, JPEG and those of fax are");
        }
    }
}
