package org.storedfile.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.Links;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;

/** A container with the servlet for signed links, and the storages whose links it serves. */
final class Serving implements AutoCloseable {
    static final Key KEY = Key.of("a b/prüfung+1.bin");
    static final byte[] BYTES = new byte[100_000];
    private static final URI BASE = URI.create("https://files.example.org/base");

    static {
        new Random(1).nextBytes(BYTES);
    }

    /** Starts a container of some kind. */
    interface Start {
        Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary) throws Exception;
    }

    final WatchedStorage medium = new WatchedStorage();
    final LinkedStorage storage = new LinkedStorage(medium, BASE, signer(1, Duration.ZERO));
    final MemoryStorage other = new MemoryStorage();
    final FileSystemStorage folder;
    final Container container;

    Serving(Start start, Path temporary) throws Exception {
        folder = FileSystemStorage.builder(temporary.resolve("folder"))
                .links(BASE, signer(2, Duration.ZERO))
                .build();
        storage.write(KEY, Content.of(BYTES));
        container = start.start(Map.of("/files/*", new StoredFileServlet(files())), Map.of(), temporary);
    }

    private StoredFiles files() throws IOException {
        return StoredFiles.builder()
                .storage("default", storage)
                .storage("alike", new LinkedStorage(other, BASE, signer(1, Duration.ZERO)))
                .storage("folder", folder)
                .storage("unlinked", new MemoryStorage())
                .storage("elsewhere", new LinkedStorage(elsewhere(), BASE, signer(3, Duration.ZERO)).redirecting())
                .build();
    }

    private static LinkedStorage elsewhere() throws IOException {
        LinkedStorage bucket = new LinkedStorage(
                new MemoryStorage(), URI.create("https://bucket.example.org"), signer(4, Duration.ZERO));
        bucket.write(KEY, Content.of(BYTES));
        return bucket;
    }

    /** Returns one whose clock is late: 1 signs for the storage, 2 for the folder, 3 for the one that redirects. */
    static LinkSigner signer(int secret, Duration ago) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) secret;
        return LinkSigner.with(bytes)
                .clock(Clock.offset(Clock.systemUTC(), ago.negated()))
                .build();
    }

    String link(LinkSigner by, Key key, LinkOptions options) {
        return here(by.url(BASE, key, options));
    }

    String linkInFolder(String key) {
        return here(folder.as(Links.class).orElseThrow().url(Key.of(key), LinkOptions.DEFAULTS));
    }

    // The public address is a proxy's.
    private String here(URI link) {
        return link.toString().replace(BASE.toString(), container.address() + "/files");
    }

    static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    @Override
    public void close() {
        container.close();
    }
}
