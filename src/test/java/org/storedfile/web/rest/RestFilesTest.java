package org.storedfile.web.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.RequestTooBigException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.glassfish.jersey.media.multipart.MultiPartFeature;
import org.glassfish.jersey.media.multipart.MultiPartProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.NewFile;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.memory.MemoryStorage;
import org.storedfile.web.FileResponse;

class RestFilesTest {
    private static final byte[] BYTES = new byte[200_000];
    private static final int MOST_FILE = 500_000;
    private static final int MOST_REQUEST = 1_200_000;

    static {
        new Random(1).nextBytes(BYTES);
    }

    private final MemoryStorage storage = new MemoryStorage();
    private final HttpClient client = HttpClient.newHttpClient();
    private final StoredFiles.Registration registration = StoredFiles.builder()
            .storage("default", new Vanishing(storage))
            .build()
            .register();
    private final Tomcat server = new Tomcat();

    @TempDir
    java.nio.file.Path temp;

    @BeforeEach
    void start() throws Exception {
        server.setBaseDir(temp.toString());
        server.setPort(0);
        server.getConnector().setProperty("address", "127.0.0.1");
        Context context = server.addContext("", null);
        ResourceConfig resources = new ResourceConfig(Files.class, MultiPartFeature.class)
                .register(new CompleteForms().maxFileSize(MOST_FILE).maxRequestSize(MOST_REQUEST))
                .register(Listener.class)
                .register(new Buffers(java.nio.file.Files.createDirectory(buffers())));
        Tomcat.addServlet(context, "rest", new ServletContainer(resources));
        context.addServletMappingDecoded("/*", "rest");
        server.start();
        storage.write(Key.of("a.bin"), Content.of(BYTES));
        storage.write(Key.of("vanishing"), Content.of(BYTES));
        storage.write(Key.of("vanishing.png"), new TestContents.Described(Content.of(BYTES), "image/png", "a.png"));
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        server.destroy();
        registration.close();
    }

    @Test
    void a_resource_answers_with_a_file() throws Exception {
        HttpResponse<byte[]> answer = get("a.bin");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(answer.headers().firstValue("Content-Length")).contains("200000");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"a.bin\"");
    }

    @Test
    void it_knows_ranges_and_conditions() throws Exception {
        HttpResponse<byte[]> range = get("a.bin", "Range", "bytes=5-6");
        String tag = range.headers().firstValue("ETag").orElseThrow();

        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).containsExactly(BYTES[5], BYTES[6]);
        assertThat(get("a.bin", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get("a.bin", "Range", "bytes=200000-").statusCode()).isEqualTo(416);
        assertThat(get("a.bin", "Range", "bytes=0-0,100000-100000")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("multipart/byteranges");
        assertThat(get("missing").statusCode()).isEqualTo(404);
    }

    @Test
    void it_answers_HEAD() throws Exception {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(address("a.bin"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).isPresent();
    }

    @Test
    void files_of_a_form_come_without_folders_and_empty_inputs_are_left_out() throws Exception {
        String part = """
                --b\r
                Content-Disposition: form-data; name="%s"; filename="%s"\r
                Content-Type: text/plain\r
                \r
                %s\r
                """;
        String form = part.formatted("files", "../../a.txt", "one")
                + part.formatted("files", "", "")
                + part.formatted("other", "c.txt", "no")
                + "--b\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\nno file\r\n"
                + part.formatted("files", "b.txt", "two")
                + "--b--\r\n";

        HttpResponse<String> answer = post("; boundary=b", form);

        assertThat(answer.body()).isEqualTo("a.txt=one b.txt=two ");
    }

    @Test
    void half_a_form_is_refused() throws Exception {
        String half = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n"
                + "a line of a text\n".repeat(5_000);

        assertThat(post("; boundary=b", half).statusCode()).isEqualTo(400);
    }

    @Test
    void a_form_that_the_server_cannot_keep_is_a_failure_of_the_server() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n"
                + "a line of a text\n".repeat(5_000) + "\r\n--b--\r\n";
        assertThat(post("; boundary=b", form).statusCode()).isEqualTo(200);

        java.nio.file.Files.delete(buffers());

        assertThat(post("; boundary=b", form).statusCode()).isEqualTo(500);
    }

    @Test
    void a_form_of_more_parts_than_any_has_is_refused() throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nx\r\n";

        assertThat(post("; boundary=b", part.repeat(1_000) + "--b--\r\n").statusCode())
                .isEqualTo(200);
        assertThat(post("; boundary=b", part.repeat(1_001) + "--b--\r\n").statusCode())
                .isEqualTo(413);
        assertThat(post("; boundary=b", part.repeat(10_000) + "--b--\r\n").statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_form_that_is_larger_than_allowed_is_refused() throws Exception {
        String head = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n";
        String most = head + "x".repeat(MOST_FILE) + "\r\n";

        assertThat(post("; boundary=b", most + "--b--\r\n").statusCode()).isEqualTo(200);
        assertThat(post("; boundary=b", head + "x" + most.substring(head.length()) + "--b--\r\n")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("; boundary=b", most + most + most + "--b--\r\n").statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_form_that_the_server_itself_finds_too_large_is_refused_as_that() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n";

        assertThat(post("; boundary=b; too=big", form).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vanishing", "vanishing.png"})
    void a_file_that_was_removed_since_it_was_found_is_missing(String key) throws Exception {
        HttpResponse<byte[]> answer = get(key);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("There is no such file.\n");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void what_is_no_form_is_refused() throws Exception {
        assertThat(post("", "any").statusCode()).isEqualTo(400);
        assertThat(post("; boundary=b", "any").statusCode()).isEqualTo(400);
        assertThat(post("; boundary=b", "").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> post(String boundary, String form) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address(""))
                        .header("Content-Type", "multipart/form-data" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String key, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(key));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private java.nio.file.Path buffers() {
        return temp.resolve("buffers");
    }

    private URI address(String key) {
        return URI.create("http://127.0.0.1:" + server.getConnector().getLocalPort() + "/files/" + key);
    }

    /** Removes some of its objects as soon as they were found. */
    private record Vanishing(MemoryStorage storage) implements Storage {
        @Override
        public Optional<StoredObject> find(Key key) throws IOException {
            Optional<StoredObject> found = storage.find(key);
            if (key.value().startsWith("vanishing")) {
                storage.delete(List.of(key));
            }
            return found;
        }

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            return storage.write(key, content);
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            return storage.read(key, range);
        }

        @Override
        public void delete(Collection<Key> keys) throws IOException {
            storage.delete(keys);
        }

        @Override
        public Stream<StoredObject> list(String prefix) throws IOException {
            return storage.list(prefix);
        }
    }

    /** Fails as the stream of a server does that has a limit of its own. */
    @Priority(0)
    public static final class Listener implements ReaderInterceptor {
        @Override
        public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            if (context.getMediaType().getParameters().containsKey("too")) {
                context.setInputStream(new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new RequestTooBigException();
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw new RequestTooBigException();
                    }
                });
            }
            return context.proceed();
        }
    }

    /** Where Jersey keeps parts that are larger than some bytes. */
    private record Buffers(java.nio.file.Path folder) implements ContextResolver<MultiPartProperties> {
        @Override
        public MultiPartProperties getContext(Class<?> type) {
            return new MultiPartProperties().bufferThreshold(1_000).tempDir(folder.toString());
        }
    }

    /** A resource as an application has it. */
    @Path("files")
    public static final class Files {
        /** Serves the file with this key. */
        @GET
        @Path("{key}")
        public Response file(
                @PathParam("key") String key,
                @jakarta.ws.rs.core.Context Request request,
                @jakarta.ws.rs.core.Context HttpHeaders headers)
                throws IOException {
            FileRef file = StoredFiles.current().existing("default", key);
            return RestFiles.respond(FileResponse.of(file), request, headers);
        }

        /** Tells what it got. */
        @POST
        @Consumes(MediaType.MULTIPART_FORM_DATA)
        public String receive(List<EntityPart> parts) throws IOException {
            StringBuilder text = new StringBuilder();
            for (FileRef file : RestFiles.all(parts, "files")) {
                assertThat(file.isStored()).isFalse();
                text.append(file.name()).append('=').append(text(file)).append(' ');
            }
            return text.toString();
        }

        // As a flush does; nobody else reads a file that can be read only once.
        private static String text(FileRef file) throws IOException {
            NewFile claimed = FileRefAccess.claim(file, () -> false);
            try (InputStream in = Objects.requireNonNull(claimed).content().open()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }
}
