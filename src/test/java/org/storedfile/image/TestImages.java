package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageOutputStream;

/** Images made by program: no file of the tests comes from elsewhere. */
public final class TestImages {
    private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);

    private TestImages() {}

    /** Returns a picture: its left half red, its right half blue, a green stripe at the top. */
    public static BufferedImage picture(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, 0, width, height / 4);
        graphics.dispose();
        return image;
    }

    /** Returns the picture in a format that the JDK writes: png, jpg, gif, bmp or tif. */
    public static byte[] encoded(String format, int width, int height) {
        return encoded(picture(width, height, BufferedImage.TYPE_3BYTE_BGR), format);
    }

    static byte[] encoded(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a JPEG that becomes sharper while it loads. */
    static byte[] progressive(BufferedImage image) {
        return progressive(image, "jpg");
    }

    /** Returns one that does so in a format that can. */
    static byte[] progressive(BufferedImage image, String format) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Returns the image that the bytes are. */
    public static BufferedImage decoded(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    /** Returns a PNG whose left half is transparent and whose right half is red. */
    static byte[] transparent(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(width / 2, 0, width, height);
        graphics.dispose();
        return encoded(image, "png");
    }

    /** Returns a lossless WebP of one colour, which needs no bit for its pixels. */
    public static byte[] webp(int width, int height, int rgb) {
        Bits bits = new Bits();
        bits.add(0x2F, 8);
        bits.add(width - 1, 14);
        bits.add(height - 1, 14);
        bits.add(0, 1 + 3); // No alpha, version 0.
        bits.add(0, 1 + 1 + 1); // No transformation, no cache of colours, one group of codes.
        for (int symbol : new int[] {rgb >> 8 & 255, rgb >> 16 & 255, rgb & 255, 255, 0}) {
            bits.add(1, 1); // A simple code
            bits.add(0, 1); // of one symbol
            bits.add(1, 1); // of 8 bits.
            bits.add(symbol, 8);
        }
        byte[] data = bits.bytes();
        int padded = data.length + (data.length & 1);
        return ByteBuffer.allocate(20 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(ISO_8859_1))
                .putInt(12 + padded)
                .put("WEBPVP8L".getBytes(ISO_8859_1))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** Returns a JPEG that a camera held sideways might make: with an orientation and a place in its EXIF. */
    public static byte[] photo(int width, int height, int orientation) {
        return photo(width, height, exif(orientation));
    }

    static byte[] photo(int width, int height, byte[] exif) {
        return withSegment(encoded("jpg", width, height), 0xE1, joined(EXIF, exif));
    }

    /** Returns the JPEG with this segment at its beginning. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer mark =
                ByteBuffer.allocate(4).putShort((short) (0xFF00 | marker)).putShort((short) (2 + data.length));
        return joined(part(jpeg, 0, 2), mark.array(), data, part(jpeg, 2, jpeg.length - 2));
    }

    /** Returns the JPEG with so many segments at its beginning. */
    public static byte[] withSegments(byte[] jpeg, int marker, byte[] data, int count) {
        byte[] one = withSegment(new byte[2], marker, data);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(jpeg, 0, 2);
        for (int i = 0; i < count; i++) {
            all.write(one, 2, one.length - 2);
        }
        all.write(jpeg, 2, jpeg.length - 2);
        return all.toByteArray();
    }

    /** Returns EXIF with an orientation and a place. */
    static byte[] exif(int orientation) {
        byte[] place = "GPS 37.5665 N 126.9780 E\0".getBytes(ISO_8859_1);
        return exif(orientation, place.length, place);
    }

    /** Returns EXIF that claims that its text is so long. */
    static byte[] exif(int orientation, int length, byte[] text) {
        return ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + text.length)
                .put("MM\0*".getBytes(ISO_8859_1))
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010E)
                .putShort((short) 2)
                .putInt(length)
                .putInt(8 + 2 + 24 + 4)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .put(text)
                .array();
    }

    /** Returns the picture as a PNG with this chunk behind its header. */
    static byte[] png(byte[] png, String chunk, byte[] data) {
        return joined(part(png, 0, 33), chunk(chunk, data), part(png, 33, png.length - 33));
    }

    /** Returns the order in which the TIFF writes its numbers. */
    static ByteOrder order(byte[] tiff) {
        return tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** Returns the picture as a TIFF with an orientation. */
    static byte[] tiff(BufferedImage image, int orientation) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            TIFFDirectory tags = TIFFDirectory.createFromMetadata(writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam()));
            tags.addTIFFField(new TIFFField(
                    BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION), orientation));
            writer.write(new IIOImage(image, null, tags.getAsMetadata()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Returns an animation of one pixel with so many frames. */
    public static byte[] animation(int frames) {
        byte[] head = {'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1};
        byte[] frame = {0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0};
        ByteBuffer gif =
                ByteBuffer.allocate(head.length + frames * frame.length + 1).put(head);
        for (int i = 0; i < frames; i++) {
            gif.put(frame);
        }
        return gif.put((byte) ';').array();
    }

    /** Returns a PNG that says it has this size, of one bit for each pixel, with all of its rows. */
    static byte[] blackPng(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        return joined(
                "\u0089PNG\r\n\u001A\n".getBytes(ISO_8859_1),
                chunk("IHDR", header),
                chunk("IDAT", deflated(new byte[(width + 7) / 8 + 1], height)),
                chunk("IEND", new byte[0]));
    }

    static byte[] chunk(String type, byte[] data) {
        byte[] body = joined(type.getBytes(ISO_8859_1), data);
        CRC32 crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(data.length)
                .put(body)
                .putInt((int) crc.getValue())
                .array();
    }

    /** Returns them one behind the other. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] part(byte[] bytes, int from, int length) {
        return java.util.Arrays.copyOfRange(bytes, from, from + length);
    }

    static byte[] deflated(byte[] row, int rows) {
        Deflater deflater = new Deflater(9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int i = 0; i < rows; i++) {
            deflater.setInput(row);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }
}
