package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.filesystem.FileSystemStorage;

class UndertowServingTest extends ServingContract {
    @Override
    Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary) throws Exception {
        return UndertowContainer.start(servlets, parameters, temporary);
    }

    @Test
    void a_large_local_file_does_not_enter_the_process() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(3).nextBytes(bytes);
        Counted counted = new Counted(FileSystemStorage.in(temp.resolve("counted")), new AtomicInteger());
        LinkSigner signer = LinkSigner.with(new byte[32]).build();
        Storage storage = new LinkedStorage(counted, URI.create("/app/files"), signer);
        storage.write(Key.of("large.bin"), Content.of(bytes));
        String link = signer.url(URI.create("/app/files"), Key.of("large.bin"), LinkOptions.DEFAULTS.as("image/png"))
                .toString();
        StoredFiles files = StoredFiles.builder().storage("default", storage).build();

        try (Container container = start(Map.of("/files/*", new StoredFileServlet(files)), Map.of(), temp)) {
            HttpRequest request =
                    HttpRequest.newBuilder(container.address().resolve(link)).build();
            byte[] answer = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofByteArray())
                    .body();

            assertThat(answer).isEqualTo(bytes);
            assertThat(counted.reads()).hasValue(0);
        }
    }

    /** Counts reads through the JVM. */
    private record Counted(Storage storage, AtomicInteger reads) implements Storage {
        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            return storage.write(key, content);
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            reads.incrementAndGet();
            return storage.read(key, range);
        }

        @Override
        public Optional<StoredObject> find(Key key) throws IOException {
            return storage.find(key);
        }

        @Override
        public void delete(Collection<Key> keys) throws IOException {
            storage.delete(keys);
        }

        @Override
        public Stream<StoredObject> list(String prefix) throws IOException {
            return storage.list(prefix);
        }

        @Override
        public <C> Optional<C> as(Class<C> capability) {
            return storage.as(capability);
        }
    }
}
