package org.storedfile.image;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.storedfile.ImageRefusedException;

/** The fields of a TIFF that say where its pixels are and how they are stored: numbers, in types that readers take. */
final class Fields {
    private static final int STRIP_OFFSETS = 273;
    private static final int TILE_OFFSETS = 324;
    private static final Set<Integer> SINGLE = Set.of(259, 262, 277, 278, 284, 317, 322, 323, 513, 514);
    private static final Map<Integer, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry(258, "BitsPerSample"),
            Map.entry(259, "Compression"),
            Map.entry(262, "PhotometricInterpretation"),
            Map.entry(STRIP_OFFSETS, "StripOffsets"),
            Map.entry(277, "SamplesPerPixel"),
            Map.entry(278, "RowsPerStrip"),
            Map.entry(279, "StripByteCounts"),
            Map.entry(284, "PlanarConfiguration"),
            Map.entry(317, "Predictor"),
            Map.entry(322, "TileWidth"),
            Map.entry(323, "TileLength"),
            Map.entry(TILE_OFFSETS, "TileOffsets"),
            Map.entry(325, "TileByteCounts"),
            Map.entry(338, "ExtraSamples"),
            Map.entry(339, "SampleFormat"),
            Map.entry(513, "JPEGInterchangeFormat"),
            Map.entry(514, "JPEGInterchangeFormatLength")));

    private Fields() {}

    /**
     * Checks those of one picture.
     *
     * @throws ImageRefusedException if one is of a type that no place, length or kind can be told in, or none tells where
     *     the pixels are
     */
    static void requireReadable(Directory directory) throws ImageRefusedException {
        for (Map.Entry<Integer, String> field : NAMES.entrySet()) {
            Entry entry = directory.getEntryById(field.getKey());
            if (entry != null) {
                requireReadable(entry, field.getKey(), field.getValue());
            }
        }
        if (directory.getEntryById(STRIP_OFFSETS) == null && directory.getEntryById(TILE_OFFSETS) == null) {
            throw new ImageRefusedException("is a TIFF that does not say where its pixels are: it has neither"
                    + " StripOffsets (tag 273) nor TileOffsets (tag 324)");
        }
    }

    private static void requireReadable(Entry entry, int tag, String name) throws ImageRefusedException {
        Object value = entry.getValue();
        boolean areNumbers = value instanceof short[] || value instanceof int[] || value instanceof long[];
        if (value instanceof Number || (areNumbers && !SINGLE.contains(tag))) {
            return;
        }
        String fault = value instanceof Exception
                ? "lies outside of the file"
                : areNumbers
                        ? "has " + entry.valueCount() + " values; one is allowed"
                        : "is of the type " + entry.getTypeName() + "; SHORT and LONG are allowed";
        throw new ImageRefusedException("is a TIFF whose " + name + " (tag " + tag + ") " + fault);
    }
}
