package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.memory.MemoryStorage;

/** How a container maps the servlet by itself. */
abstract class DefaultMappingContract {
    private static final URI BASE = URI.create("https://example.org/app/files");

    @TempDir
    Path temp;

    abstract Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception;

    @Test
    void the_servlet_is_mapped_where_a_parameter_says() throws Exception {
        LinkSigner signer = LinkSigner.with(new byte[32]).build();
        LinkedStorage storage = new LinkedStorage(new MemoryStorage(), BASE, signer);
        storage.write(Key.of("a.txt"), Content.of(new byte[] {'a'}));
        String link = signer.url(BASE, Key.of("a.txt"), LinkOptions.DEFAULTS).toString();

        StoredFiles.Registration registration =
                StoredFiles.builder().storage("default", storage).build().register();
        try (registration;
                Container container = start(Map.of(), Map.of(StoredFileServlet.MAPPING, "/files/*"), temp)) {
            assertThat(get(container, link.substring(link.indexOf("/app"))).text())
                    .isEqualTo("a");
            assertThat(get(container, "/app/files/a.txt").status()).isEqualTo(403);
        }
    }

    @Test
    void without_the_parameter_there_is_no_servlet() throws Exception {
        try (Container container = start(Map.of(), Map.of(), temp)) {
            assertThat(get(container, "/app/files/a.txt").status()).isEqualTo(404);
        }
    }

    @Test
    void containers_find_it() {
        assertThat(ServiceLoader.load(ServletContainerInitializer.class))
                .hasAtLeastOneElementOfType(DefaultMapping.class);
    }

    private static RawHttp.Answer get(Container container, String target) throws IOException {
        return RawHttp.send(container.address(), "GET", target);
    }
}
