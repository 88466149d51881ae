package org.storedfile.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.NewFile;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** What becomes of forms, in any container. */
@NullUnmarked
abstract class UploadContract {
    private static final String BOUNDARY = "----boundary";
    private static final String KEEP = "/keep";

    @TempDir
    Path temp;

    private final Receiver receiver = new Receiver();
    private final Keeper keeper = new Keeper();
    private Container container;

    abstract Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception;

    /** Returns the answer to a whole form in a body that is shorter than was said. */
    abstract int statusOfShortBody();

    /** Returns the answer to a form with a part that is no field. */
    abstract int statusOfOtherParts();

    @BeforeEach
    void start() throws Exception {
        container = start(Map.of("/upload", receiver, KEEP, keeper), Map.of(), temp);
    }

    @AfterEach
    void the_server_lives_and_nothing_is_left() throws Exception {
        receiver.received.clear();
        assertThat(send(form(file("files", "after.txt", "alive"))).status()).isEqualTo(200);
        assertThat(receiver.received).containsExactly("after.txt=alive");
        container.close();
        try (Stream<Path> left = Files.list(temp.resolve("parts"))) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100_000})
    void a_file_has_name_size_and_bytes_and_can_be_read_again(int size) throws Exception {
        String bytes = "x".repeat(size);

        RawHttp.Answer answer = send(form(file("files", "a.txt", bytes)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(receiver.received).containsExactly("a.txt=" + bytes);
        assertThat(receiver.sizes).containsExactly((long) size);
    }

    @Test
    void the_temporary_file_of_a_container_becomes_the_object_of_a_folder() throws Exception {
        String bytes = "x".repeat(100_000);

        RawHttp.Answer answer = send(KEEP, form(file("files", "a.txt", bytes), file("files", "b.txt", bytes)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(keeper.kept).containsExactly("a.txt moved", "b.txt moved");
        assertThat(temp.resolve("store/a.txt")).hasContent(bytes);
        assertThat(temp.resolve("store/b.txt")).hasContent(bytes);
    }

    @Test
    void a_small_file_that_a_container_holds_in_memory_becomes_an_object_as_well() throws Exception {
        RawHttp.Answer answer = send(KEEP, form(file("files", "a.txt", "small"), file("files", "empty.txt", "")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(temp.resolve("store/a.txt")).hasContent("small");
        assertThat(temp.resolve("store/empty.txt")).isEmptyFile();
    }

    @Test
    void a_file_that_was_given_away_says_so_when_it_is_read_again() throws Exception {
        send(KEEP, form(file("files", "a.txt", "x".repeat(100_000))));

        assertThat(keeper.afterwards)
                .singleElement()
                .asString()
                .contains("its temporary file was moved")
                .contains("UploadedFile.of");
    }

    @Test
    void several_files_come_in_order_and_other_fields_do_not() throws Exception {
        send(form(
                file("files", "1.txt", "one"),
                file("other", "x.txt", "no"),
                "Content-Disposition: form-data; name=\"files\"\r\n\r\nplain field",
                file("files", "2.txt", "two")));

        assertThat(receiver.received).containsExactly("1.txt=one", "2.txt=two");
    }

    @Test
    void an_input_that_was_left_empty_is_no_file() throws Exception {
        assertThat(send(form(file("files", "", ""))).status()).isEqualTo(200);

        assertThat(receiver.received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "/etc/passwd, passwd",
        "Prüfung 日本.txt, Prüfung 日本.txt",
        "%22a%22.txt, \"a\".txt",
        "a\u202Etxt.exe, atxt.exe",
        "😀.png, 😀.png",
    })
    void a_name_arrives_without_folders(String sent, String name) throws Exception {
        send(form(file("files", sent, "x")));

        assertThat(receiver.received).containsExactly(name + "=x");
    }

    @Test
    void a_file_does_not_vanish_because_nothing_is_left_of_its_name() throws Exception {
        send(form(file("files", "..", "one"), file("files", "\u200f", "two"), file("files", "a.txt", "three")));

        assertThat(receiver.received).containsExactly("unnamed=one", "unnamed=two", "a.txt=three");
    }

    @Test
    void the_folders_of_Windows_are_no_part_of_the_name() throws Exception {
        send(form(file("files", "C:\\dir\\b.png", "x")));

        assertThat(receiver.received).hasSize(1).allMatch(file -> file.endsWith("b.png=x") && !file.contains("\\"));
    }

    @Test
    void a_form_that_breaks_off_is_refused() throws Exception {
        byte[] whole = form(file("files", "a.txt", "x".repeat(5000)));
        byte[] half = java.util.Arrays.copyOf(whole, 3000);

        RawHttp.Answer answer = send(half);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_body_that_is_shorter_than_it_says_gives_whole_files_or_none() throws Exception {
        byte[] form = form(file("files", "a.txt", "x".repeat(5000)));
        byte[] request = request(form, form.length + 1000);

        RawHttp.Answer answer = RawHttp.send(container.address(), request, true);

        assertThat(answer.status()).isEqualTo(statusOfShortBody());
        assertThat(receiver.handled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(receiver.received)
                .isEqualTo(answer.status() == 200 ? List.of("a.txt=" + "x".repeat(5000)) : List.of());
    }

    @Test
    void a_body_that_is_longer_than_it_says_is_refused() throws Exception {
        byte[] form = form(file("files", "a.txt", "x".repeat(5000)));

        RawHttp.Answer answer = RawHttp.send(container.address(), request(form, form.length - 1000), false);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_client_that_goes_away_leaves_nothing() throws Exception {
        byte[] form = form(file("files", "a.txt", "x".repeat(100_000)));

        try (Socket socket =
                new Socket(container.address().getHost(), container.address().getPort())) {
            socket.setSoLinger(true, 0); // a reset
            socket.getOutputStream().write(request(form, form.length), 0, 50_000);
        }

        assertThat(receiver.handled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_file_that_is_too_large_is_refused() throws Exception {
        assertThat(send(form(file("files", "a.txt", "x".repeat(Container.MOST_FILE + 1))))
                        .status())
                .isEqualTo(413);
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_file_that_says_that_it_is_too_large_is_refused() throws Exception {
        String bytes = "x".repeat(Container.MOST_FILE + 1);

        assertThat(send(form("Content-Length: " + bytes.length() + "\r\n" + file("files", "a.txt", bytes)))
                        .status())
                .isEqualTo(413);
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_form_that_is_too_large_is_refused() throws Exception {
        String most = "x".repeat(Container.MOST_FILE - 1);

        assertThat(send(form(file("files", "a.txt", most), file("files", "b.txt", most)))
                        .status())
                .isEqualTo(413);
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void ten_thousand_parts_are_refused() throws Exception {
        String[] parts = new String[10_000];
        java.util.Arrays.fill(parts, "Content-Disposition: form-data; name=\"a\"\r\n\r\n");

        assertThat(send(form(parts)).status()).isEqualTo(413);
        assertThat(receiver.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: attachment; filename=\"a.txt\"\r\n\r\nx",
                "\r\n\r\nx",
                "Content-Disposition: form-data\r\n\r\nx",
                "X: y\r\n\r\nx"
            })
    void a_part_that_is_none_is_refused_or_left_out(String part) throws Exception {
        assertThat(send(form(part)).status()).isEqualTo(statusOfOtherParts());
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_part_that_ends_in_its_header_is_refused() throws Exception {
        String part = "Content-Disposition: form-data; name=\"files\"; filename=\"a.txt";

        assertThat(send(form(part)).status()).isEqualTo(400);
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_type_with_more_parameters_than_any_has_is_no_failure() throws Exception {
        byte[] form = form(file("files", "a.txt", "x"));
        String type = "multipart/form-data; boundary=" + BOUNDARY + ";a=b".repeat(1_500);

        RawHttp.Answer answer = RawHttp.send(container.address(), request(type, form, form.length), false);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(receiver.received).containsExactly("a.txt=x");
    }

    @Test
    void a_servlet_that_takes_no_forms_is_a_fault_of_the_application_and_not_of_the_client() throws Exception {
        byte[] form = form(file("files", "a.txt", "x"));
        Receiver unconfigured = new Receiver();
        container.close();
        container = start(Map.of("/upload", receiver, Container.WITHOUT_FORMS, unconfigured), Map.of(), temp);
        String head = RawHttp.head(
                "POST",
                "/app" + Container.WITHOUT_FORMS,
                "Content-Type: multipart/form-data; boundary=" + BOUNDARY,
                "Content-Length: " + form.length);

        RawHttp.Answer answer =
                RawHttp.send(container.address(), (head + new String(form, UTF_8)).getBytes(UTF_8), false);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(unconfigured.failures).singleElement().asString().contains("@MultipartConfig");
    }

    @Test
    void what_is_no_form_is_refused() throws Exception {
        byte[] request = (RawHttp.head("POST", "/app/upload", "Content-Type: text/plain", "Content-Length: 1") + "x")
                .getBytes(UTF_8);

        assertThat(RawHttp.send(container.address(), request, false).status()).isEqualTo(400);
    }

    private RawHttp.Answer send(byte[] form) throws IOException {
        return RawHttp.send(container.address(), request(form, form.length), false);
    }

    private RawHttp.Answer send(String mapping, byte[] form) throws IOException {
        byte[] request = request(mapping, "multipart/form-data; boundary=" + BOUNDARY, form, form.length);
        return RawHttp.send(container.address(), request, false);
    }

    private static byte[] request(byte[] form, int length) throws IOException {
        return request("multipart/form-data; boundary=" + BOUNDARY, form, length);
    }

    private static byte[] request(String type, byte[] form, int length) throws IOException {
        return request("/upload", type, form, length);
    }

    private static byte[] request(String mapping, String type, byte[] form, int length) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(RawHttp.head("POST", "/app" + mapping, "Content-Type: " + type, "Content-Length: " + length)
                .getBytes(ISO_8859_1));
        request.write(form);
        return request.toByteArray();
    }

    private static byte[] form(String... parts) {
        StringBuilder form = new StringBuilder();
        for (String part : parts) {
            form.append("--" + BOUNDARY + "\r\n").append(part).append("\r\n");
        }
        return form.append("--" + BOUNDARY + "--\r\n").toString().getBytes(UTF_8);
    }

    private static String file(String field, String name, String bytes) {
        return "Content-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes;
    }

    /** Stores the temporary files in a folder beside the container's. */
    private final class Keeper extends HttpServlet {
        private static final long serialVersionUID = 1;

        final transient List<String> kept = new CopyOnWriteArrayList<>();
        final transient List<Exception> afterwards = new CopyOnWriteArrayList<>();

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Storage storage = FileSystemStorage.in(temp.resolve("store"));
            for (FileRef file : UploadedFile.allTemporary(request, "files")) {
                Set<Object> temporary = inodes(temp.resolve("parts"));
                storage.write(Key.of(file.name()), content(file));
                Object stored = inode(temp.resolve("store").resolve(file.name()));
                kept.add(file.name() + (temporary.contains(stored) ? " moved" : " copied"));
                try {
                    content(file).open().close();
                } catch (IOException e) {
                    afterwards.add(e);
                }
            }
        }

        private static Content content(FileRef file) {
            return NewFile.of(file).orElseThrow().content();
        }

        private static Set<Object> inodes(Path folder) throws IOException {
            Set<Object> inodes = new HashSet<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    inodes.add(inode(file));
                }
            }
            return inodes;
        }

        private static Object inode(Path file) throws IOException {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        }
    }

    /** Reads each file twice. */
    private static final class Receiver extends HttpServlet {
        private static final long serialVersionUID = 1;

        final transient List<String> received = new CopyOnWriteArrayList<>();
        final transient List<Long> sizes = new CopyOnWriteArrayList<>();
        final transient List<Exception> failures = new CopyOnWriteArrayList<>();
        final transient CountDownLatch handled = new CountDownLatch(1);

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                for (FileRef file : UploadedFile.all(request, "files")) {
                    sizes.add(file.size());
                    String first = text(file);
                    received.add(file.name() + "=" + text(file));
                    assertThat(received.get(received.size() - 1)).endsWith(first);
                }
            } catch (UploadException e) {
                response.sendError(e.status());
            } catch (IllegalStateException e) {
                failures.add(e);
                throw e;
            } finally {
                handled.countDown();
            }
        }

        private static String text(FileRef file) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.transferTo(bytes);
            return bytes.toString(UTF_8);
        }
    }
}
