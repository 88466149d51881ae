package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.*;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.storage.*;
import org.storedfile.storage.filesystem.FileSystemStorage;

class ServletSmokeTest {
    @Test
    void smoke(@TempDir Path tmp) throws Exception {
        LinkSigner signer = LinkSigner.with(new byte[32]).build();
        var storage = FileSystemStorage.builder(tmp.resolve("s"))
                .links(URI.create("http://x/app/files"), signer)
                .build();
        storage.write(Key.of("a/b c.txt"), Content.of("0123456789".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var files = StoredFiles.builder().storage("default", storage).build();
        try (var c = new JettyContainer("/files/*", new StoredFileServlet(files), tmp, Container.Limits.WIDE)) {
            String link = signer.url(
                            URI.create(c.address() + "/files"),
                            Key.of("a/b c.txt"),
                            LinkOptions.DEFAULTS.download("ä\"x.txt"))
                    .toString();
            for (String range : new String[] {"", "bytes=2-4", "bytes=-2,0-1", "bytes=20-"}) {
                var b = HttpRequest.newBuilder(URI.create(link));
                if (!range.isEmpty()) b.header("Range", range);
                var r = HttpClient.newHttpClient().send(b.build(), HttpResponse.BodyHandlers.ofString());
                System.out.println(r.statusCode() + " " + r.headers().map() + "\n" + r.body());
            }
            var r = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(link + "x")).build(), HttpResponse.BodyHandlers.ofString());
            System.out.println(r.statusCode() + " " + r.headers().map() + "\n" + r.body());
            assertThat(r.statusCode()).isEqualTo(403);
        }
    }
}
