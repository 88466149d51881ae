package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What containers that do not run in this JVM do otherwise: Open Liberty, GlassFish and Payara. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherContainersTest {
    @TempDir
    private Path folder;

    // Liberty before Servlet 6.1 takes each path for one below its own folder, and a part in memory has none.
    @Test
    void a_part_of_theirs_is_copied_and_not_moved() throws IOException {
        PartContent content = new PartContent(new Elsewhere("a.txt"), true);

        assertThat(content.moveTo(folder.resolve("a.txt"))).isFalse();

        try (InputStream in = content.open()) {
            assertThat(in.readAllBytes()).isEqualTo("text".getBytes(UTF_8));
        }
    }

    // GlassFish and Payara count none.
    @Test
    void a_form_of_more_parts_than_allowed_is_too_large() throws UploadException {
        HttpServletRequest most = form(UploadedFile.MAX_PARTS);
        assertThat(UploadedFile.all(most, "files")).hasSize(UploadedFile.MAX_PARTS);

        HttpServletRequest more = form(UploadedFile.MAX_PARTS + 1);
        assertThatThrownBy(() -> UploadedFile.all(more, "files"))
                .isInstanceOfSatisfying(
                        UploadException.class, e -> assertThat(e.status()).isEqualTo(413))
                .hasMessage("the form is larger than allowed: it has more than 1000 parts");
    }

    // GlassFish and Payara.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "the request was rejected because its size (57675102) exceeds the configured maximum (52690944)",
                "The field files exceeds its maximum permitted  size of 1000 characters."
            })
    void a_form_or_file_that_says_that_it_is_longer_than_allowed_is_too_large(String message) {
        HttpServletRequest form = request(() -> {
            throw new ServletException(message);
        });

        assertThatThrownBy(() -> UploadedFile.all(form, "files"))
                .isInstanceOfSatisfying(
                        UploadException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    private static HttpServletRequest form(int count) {
        List<Part> parts = Collections.nCopies(count, new Elsewhere("a.txt"));
        return request(() -> parts);
    }

    private static HttpServletRequest request(Callable<List<Part>> parts) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                OtherContainersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContentType" -> "multipart/form-data; boundary=b";
                    case "getParts" -> parts.call();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private record Elsewhere(String fileName) implements Part {
        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream("text".getBytes(UTF_8));
        }

        @Override
        public String getContentType() {
            return "text/plain";
        }

        @Override
        public String getName() {
            return "files";
        }

        @Override
        public String getSubmittedFileName() {
            return fileName;
        }

        @Override
        public long getSize() {
            return 4;
        }

        @Override
        public void write(String path) {
            throw new IllegalStateException("no file of " + path);
        }

        @Override
        public void delete() {
            throw new IllegalStateException("still in use");
        }

        @Override
        public String getHeader(String name) {
            return "";
        }

        @Override
        public Collection<String> getHeaders(String name) {
            return List.of();
        }

        @Override
        public Collection<String> getHeaderNames() {
            return List.of();
        }
    }
}
