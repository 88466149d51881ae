package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;

/** Pictures of one grey, in the forms that TIFF has for it, not compressed. */
final class TestGrey {
    private static final int SIDE = 64;
    private static final int REAL = 3;

    private TestGrey() {}

    /**
     * Returns one of half a grey: 128 of 255.
     *
     * @param bits of a pixel: 8, 12, 16, 24 or 32; -32 or -64 of a real number
     * @param isWhiteZero whether small numbers are bright
     * @param profile of its colours; may be empty
     */
    static byte[] tiff(int bits, boolean isWhiteZero, byte[] profile) {
        return tiff(bits, isWhiteZero, profile, 8);
    }

    /** Returns one that says that its pixels are at such a byte. */
    static byte[] tiff(int bits, boolean isWhiteZero, byte[] profile, int place) {
        int strip = SIDE * SIDE * Math.abs(bits) / 8;
        int[][] tags = {
            {256, 4, 1, SIDE},
            {257, 4, 1, SIDE},
            {258, 4, 1, Math.abs(bits)},
            {259, 4, 1, 1},
            {262, 4, 1, isWhiteZero ? 0 : 1},
            {273, 4, 1, place},
            {277, 4, 1, 1},
            {278, 4, 1, SIDE},
            {279, 4, 1, strip},
            {339, 4, 1, bits < 0 ? REAL : 1},
            {34675, 7, profile.length, 8 + strip}
        };
        int entries = profile.length == 0 ? tags.length - 1 : tags.length;
        ByteBuffer tiff = ByteBuffer.allocate(8 + strip + profile.length + 2 + 12 * entries + 4);
        tiff.put("MM\0*".getBytes(ISO_8859_1)).putInt(8 + strip + profile.length);
        while (tiff.position() < 8 + strip) {
            tiff.put(pixels(bits, isWhiteZero));
        }
        tiff.put(profile).putShort((short) entries);
        for (int i = 0; i < entries; i++) {
            tiff.putShort((short) tags[i][0]).putShort((short) tags[i][1]);
            tiff.putInt(tags[i][2]).putInt(tags[i][3]);
        }
        return tiff.array();
    }

    /** Returns the first with the second behind it as a further page, which shows the same pixels if it says so. */
    static byte[] pages(byte[] first, byte[] second) {
        byte[] both = TestImages.joined(first, second);
        int directory = ByteBuffer.wrap(second).getInt(4);
        ByteBuffer.wrap(both).putInt(first.length - 4, first.length + directory);
        return both;
    }

    private static byte[] pixels(int bits, boolean isWhiteZero) {
        int grey = isWhiteZero ? 0x7F : 0x80;
        return switch (bits) {
            case 12 -> new byte[] {(byte) 0x80, (byte) 0x88, 0x08};
            case 24 -> new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80};
            case -64 ->
                ByteBuffer.allocate(Double.BYTES).putDouble(grey / 255.0).array();
            case -32 -> ByteBuffer.allocate(Float.BYTES).putFloat(grey / 255f).array();
            default -> new byte[] {(byte) grey};
        };
    }

    /** Returns a profile in which 128 of 255 is as bright as 147 is in sRGB. */
    static byte[] profile() {
        ICC_Profile profile = ICC_Profile.getInstance(
                ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData());
        byte[] curve = profile.getData(ICC_Profile.icSigGrayTRCTag);
        profile.setData(
                ICC_Profile.icSigGrayTRCTag,
                ByteBuffer.wrap(curve).putShort(12, (short) (1.8 * 256)).array());
        return profile.getData();
    }
}
