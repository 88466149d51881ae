package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG as printers have it: of cyan, magenta, yellow and black, each from 0 to 255 as it is stored. */
final class TestInks {
    private static final byte[] DAYLIGHT = {0, 0, (byte) 0xF6, (byte) 0xD6, 0, 1, 0, 0, 0, 0, (byte) 0xD3, 0x2D};

    private TestInks() {}

    /** Returns an image of one colour in four bands, without a mark of what they are. */
    static byte[] jpeg(int width, int height, int... bands) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, new Point());
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                raster.setPixel(x, y, bands);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Returns the image with Adobe's mark: 0 for inks, 2 for luminance, chrominance and black. */
    static byte[] adobe(byte[] jpeg, int transform) {
        byte[] mark = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return TestImages.withSegment(jpeg, 0xEE, mark);
    }

    /** Returns the image with a profile in which cyan is orange, and all else is white. */
    static byte[] orange(byte[] jpeg) {
        byte[] head = "ICC_PROFILE\0\1\1".getBytes(ISO_8859_1);
        return TestImages.withSegment(jpeg, 0xE2, TestImages.joined(head, profile()));
    }

    private static byte[] profile() {
        byte[] light = table(4, 3, corner -> (corner & 8) != 0 ? new int[] {170, 160, 200} : new int[] {255, 128, 128});
        byte[] inks = table(3, 4, corner -> new int[] {0, 0, 0, 0});
        int tags = 128 + 4 + 4 * 12;
        ByteBuffer profile = ByteBuffer.allocate(tags + 36 + light.length + inks.length);
        profile.putInt(profile.capacity()).putInt(0).putInt(0x02400000);
        profile.put("prtrCMYKLab ".getBytes(ISO_8859_1)).position(36);
        profile.put("acsp".getBytes(ISO_8859_1)).position(68);
        profile.put(DAYLIGHT).position(128);
        profile.putInt(4);
        tag(profile, "wtpt", tags, 20);
        tag(profile, "cprt", tags + 20, 13);
        tag(profile, "A2B0", tags + 36, light.length);
        tag(profile, "B2A0", tags + 36 + light.length, inks.length);
        profile.put("XYZ \0\0\0\0".getBytes(ISO_8859_1)).put(DAYLIGHT);
        profile.put("text\0\0\0\0none\0\0\0\0".getBytes(ISO_8859_1));
        return profile.put(light).put(inks).array();
    }

    private static void tag(ByteBuffer profile, String name, int place, int length) {
        profile.put(name.getBytes(ISO_8859_1)).putInt(place).putInt(length);
    }

    // ICC.1:2001, 6.5.8: a curve for each channel that goes in, a grid of two points in each direction, and a curve for
    // each that comes out.
    private static byte[] table(int in, int out, IntFunction<int[]> corners) {
        ByteBuffer table = ByteBuffer.allocate(48 + in * 256 + (1 << in) * out + out * 256);
        table.put("mft1\0\0\0\0".getBytes(ISO_8859_1)).put(new byte[] {(byte) in, (byte) out, 2, 0});
        for (int i = 0; i < 9; i++) {
            table.putInt(i % 4 == 0 ? 0x10000 : 0);
        }
        curves(table, in);
        for (int corner = 0; corner < 1 << in; corner++) {
            for (int value : corners.apply(corner)) {
                table.put((byte) value);
            }
        }
        curves(table, out);
        return table.array();
    }

    private static void curves(ByteBuffer table, int count) {
        for (int i = 0; i < count * 256; i++) {
            table.put((byte) i);
        }
    }
}
