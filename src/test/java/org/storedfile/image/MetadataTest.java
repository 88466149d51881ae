package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** What images tell beside their pixels stays behind. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetadataTest {
    private static final String SECRET = "Seoul 37.5665";
    private static final byte[] XMP =
            ("<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET
                            + "</x:xmpmeta><?xpacket end='w'?>")
                    .getBytes(ISO_8859_1);
    private static final Map<String, byte[]> FILES = files();

    private final ImageIoImaging imaging = new ImageIoImaging();

    static Set<String> names() {
        return FILES.keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_variant_has_pixels_and_nothing_else(String name) throws IOException {
        byte[] file = Objects.requireNonNull(FILES.get(name));
        imaging.inspect(Memory.of(file), ImageLimits.STANDARD);

        List<byte[]> made = imaging.render(
                Memory.of(file),
                name,
                ImageLimits.STANDARD,
                List.of(spec(VariantFormat.JPEG), spec(VariantFormat.PNG)));

        assertThat(segments(made.get(0))).isSubsetOf("E0", "DB", "C0", "C4", "DA", "D9");
        assertThat(chunks(made.get(1))).isSubsetOf("IHDR", "IDAT", "IEND");
        assertThat(made).allSatisfy(bytes -> assertThat(text(bytes)).doesNotContain("Seoul", "37.5665"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_original_had_it(String name) {
        assertThat(names()).contains(name);
        if (!name.contains("packed")) {
            assertThat(text(Objects.requireNonNull(FILES.get(name)))).contains(SECRET);
        }
    }

    private static Map<String, byte[]> files() {
        byte[] jpeg = TestImages.encoded("jpg", 120, 80);
        byte[] png = TestImages.encoded("png", 120, 80);
        byte[] secret = SECRET.getBytes(ISO_8859_1);
        byte[] exif = TestImages.exif(1, secret.length, secret);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("exif.jpg", TestImages.photo(120, 80, exif));
        files.put("xmp.jpg", segment(jpeg, 0xE1, "http://ns.adobe.com/xap/1.0/\0", XMP));
        files.put(
                "xmp-behind-exif.jpg",
                segment(TestImages.photo(120, 80, exif), 0xE1, "http://ns.adobe.com/xap/1.0/\0", XMP));
        files.put("iptc.jpg", segment(jpeg, 0xED, "Photoshop 3.0\0", resource(iptc())));
        files.put("comment.jpg", segment(jpeg, 0xFE, "", secret));
        files.put("unknown.jpg", segment(jpeg, 0xEB, "Other\0", secret));
        files.put("progressive-xmp.jpg", segment(progressive(), 0xE1, "http://ns.adobe.com/xap/1.0/\0", XMP));
        files.put("text.png", TestImages.png(png, "tEXt", ("Comment\0" + SECRET).getBytes(ISO_8859_1)));
        files.put(
                "packed-text.png",
                TestImages.png(png, "zTXt", TestImages.joined("Comment\0\0".getBytes(ISO_8859_1), deflated(secret))));
        files.put(
                "xmp.png",
                TestImages.png(
                        png, "iTXt", TestImages.joined("XML:com.adobe.xmp\0\0\0\0\0".getBytes(ISO_8859_1), XMP)));
        files.put("exif.png", TestImages.png(png, "eXIf", exif));
        files.put("unknown.png", TestImages.png(png, "prVt", secret));
        files.put("comment.gif", gif(new byte[] {'!', (byte) 0xFE, (byte) secret.length}, secret, new byte[1]));
        files.put(
                "application.gif",
                gif(
                        "!\u00FF\u000BPrivate 1.0".getBytes(ISO_8859_1),
                        new byte[] {(byte) secret.length},
                        secret,
                        new byte[1]));
        files.put("exif-and-xmp.webp", TestWebp.red(120, 80, exif, XMP));
        files.put(
                "exif-lossless.webp",
                TestWebp.turned(TestImages.picture(120, 80, BufferedImage.TYPE_4BYTE_ABGR), exif));
        files.put("tags.tif", tiff(secret));
        return files;
    }

    private static VariantSpec spec(VariantFormat format) {
        return new VariantSpec(
                format == VariantFormat.PNG ? "png" : "jpg", 60, 0, Fit.CONTAIN, format, 80, "#FFFFFF", false);
    }

    private static Set<String> segments(byte[] jpeg) throws IOException {
        Markers markers = new Markers(new ChannelInput(Memory.of(jpeg)));
        Set<String> found = new java.util.TreeSet<>();
        for (int marker = markers.next(); marker >= 0; marker = markers.next()) {
            if (marker >= 0xC0 && (marker < 0xD0 || marker > 0xD8)) {
                found.add(String.format("%02X", marker));
                markers.skip(Markers.hasLength(marker) ? markers.number() - 2 : 0);
            }
        }
        return found;
    }

    private static List<String> chunks(byte[] png) {
        List<String> found = new ArrayList<>();
        for (int at = 8; at < png.length; at += 12 + ByteBuffer.wrap(png).getInt(at)) {
            found.add(new String(png, at + 4, 4, ISO_8859_1));
        }
        return found;
    }

    private static byte[] segment(byte[] jpeg, int marker, String head, byte[] data) {
        return TestImages.withSegment(jpeg, marker, TestImages.joined(head.getBytes(ISO_8859_1), data));
    }

    // IIM, 2:90: the city.
    private static byte[] iptc() {
        byte[] city = SECRET.getBytes(ISO_8859_1);
        return TestImages.joined(
                new byte[] {0x1C, 2, 90, 0, (byte) city.length}, city, new byte[(city.length + 1) % 2]);
    }

    private static byte[] resource(byte[] data) {
        return TestImages.joined(
                "8BIM\u0004\u0004\0\0".getBytes(ISO_8859_1),
                ByteBuffer.allocate(4).putInt(data.length).array(),
                data);
    }

    private static byte[] gif(byte[]... extension) {
        byte[] gif = TestImages.animation(1);
        return TestImages.joined(
                TestImages.part(gif, 0, 19), TestImages.joined(extension), TestImages.part(gif, 19, gif.length - 19));
    }

    private static byte[] progressive() {
        return TestImages.progressive(TestImages.picture(120, 80, BufferedImage.TYPE_3BYTE_BGR));
    }

    // The picture's own entries are copied behind it, with a description, XMP and IPTC.
    private static byte[] tiff(byte[] secret) {
        byte[] plain = TestImages.encoded("tif", 120, 80);
        ByteBuffer bytes = ByteBuffer.wrap(plain).order(TestImages.order(plain));
        int first = bytes.getInt(4);
        int count = bytes.getShort(first);
        int[] tags = {0x02BC, 0x83BB, 0x8769 - 1};
        int directory = plain.length + (plain.length & 1);
        int values = directory + 2 + 12 * (count + tags.length) + 4;
        ByteBuffer tiff = ByteBuffer.allocate(values + secret.length).order(bytes.order());
        tiff.put(plain).putInt(4, directory).position(directory);
        tiff.putShort((short) (count + tags.length)).put(plain, first + 2, 12 * count);
        for (int tag : tags) {
            tiff.putShort((short) tag).putShort((short) 7).putInt(secret.length).putInt(values);
        }
        return tiff.putInt(0).put(secret).array();
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(packed)) {
            deflating.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
