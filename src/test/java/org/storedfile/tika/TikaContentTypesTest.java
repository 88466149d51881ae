package org.storedfile.tika;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ContentTypeDetector;
import org.storedfile.StoredFiles;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TikaContentTypesTest {
    private static final byte[] PNG =
            HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000");
    private static final String SVG = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\"/>";
    private static final String HTML = "<!DOCTYPE html><html><head><title>x</title></head><body></body></html>";

    private final TikaContentTypes types = new TikaContentTypes();

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.txt", "a.html", "a", "a.exe", "a.pdf"})
    void png_bytes_are_a_png_whatever_the_name_says(String name) {
        assertThat(types.detect(name, PNG)).isEqualTo("image/png");
    }

    @Test
    void a_jpeg_is_known_by_its_first_bytes() {
        byte[] head = HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000");

        assertThat(types.detect("photo", head)).isEqualTo("image/jpeg");
    }

    @Test
    void a_pdf_is_known_by_its_first_bytes() {
        assertThat(types.detect("scan.jpg", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n".getBytes(UTF_8)))
                .isEqualTo("application/pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "letter.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "letter.zip, application/zip",
        "letter.png, application/zip",
        "letter, application/zip",
    })
    void the_name_refines_a_zip_but_does_not_overrule_it(String name, String type) throws IOException {
        assertThat(types.detect(name, zip())).isEqualTo(type);
    }

    @Test
    void old_office_files_get_no_type_of_tikas_own() {
        byte[] head = HexFormat.of().parseHex("d0cf11e0a1b11ae1" + "00".repeat(16) + "3e000300feff0900");

        assertThat(types.detect("letter.doc", head)).isEqualTo("application/msword");
        assertThat(types.detect("letter", head)).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({"notes.txt, text/plain", "notes.csv, text/csv", "notes.png, text/plain", "notes, text/plain"})
    void the_name_refines_plain_text_but_does_not_overrule_it(String name, String type) {
        assertThat(types.detect(name, "name;price\nGrüße;3\n".getBytes(UTF_8))).isEqualTo(type);
    }

    @Test
    void text_comes_without_its_character_set() {
        assertThat(types.detect("notes.txt", "\uFEFFGrüße".getBytes(UTF_16LE))).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "page.png", "page.jpg", "page"})
    void html_that_calls_itself_an_image_is_html(String name) {
        assertThat(types.detect(name, HTML.getBytes(UTF_8))).isEqualTo("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logo.svg", "logo.png", "logo"})
    void an_svg_is_known_by_its_root_element(String name) {
        assertThat(types.detect(name, SVG.getBytes(UTF_8))).isEqualTo("image/svg+xml");
    }

    @Test
    void entities_that_expand_without_end_do_no_harm() {
        String entities = IntStream.range(1, 40)
                .mapToObj(i -> "<!ENTITY e" + i + " \"&e" + (i - 1) + ";&e" + (i - 1) + ";\">")
                .reduce("<!ENTITY e0 \"lol\">", String::concat);
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [" + entities + "]><x a=\"&e39;\">&e39;</x>";

        assertThat(types.detect("logo.svg", bomb.getBytes(UTF_8))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, image/png",
        "a.PNG, image/png",
        "a, application/octet-stream",
        "a.b.unknown-extension, application/octet-stream"
    })
    void the_name_decides_when_there_are_no_bytes(String name, String type) {
        assertThat(types.detect(name, new byte[0])).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"a, application/octet-stream", "a.unknown-extension, application/octet-stream", "a.png, image/png"})
    void the_name_decides_when_the_bytes_say_nothing(String name, String type) {
        assertThat(types.detect(name, HexFormat.of().parseHex("0102030405f0f1f2f3f4f500fe")))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#b.png", "a?b.png", "50% off.png", "http://x.png", "Grüße 1.png", "a:b.png", "#.png"})
    void unusual_names_keep_their_extension(String name) {
        assertThat(types.detect(name, new byte[0])).isEqualTo("image/png");
    }

    @Test
    void bytes_beyond_the_head_are_not_looked_at() {
        byte[] spaces = new byte[ContentTypeDetector.HEAD_LENGTH + SVG.length()];
        Arrays.fill(spaces, (byte) ' ');
        System.arraycopy(SVG.getBytes(UTF_8), 0, spaces, ContentTypeDetector.HEAD_LENGTH, SVG.length());

        assertThat(types.detect("a", spaces)).isEqualTo("text/plain");
    }

    @Test
    void many_threads_may_ask_at_once() {
        long right = IntStream.range(0, 2_000)
                .parallel()
                .filter(i -> types.detect("x.png", SVG.getBytes(UTF_8)).equals("image/svg+xml"))
                .count();

        assertThat(right).isEqualTo(2_000);
    }

    @Test
    void it_is_used_by_default_where_tika_is_on_the_class_path() {
        StoredFiles files = StoredFiles.builder().build();

        assertThat(files.contentTypes()).isInstanceOf(TikaContentTypes.class);
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
