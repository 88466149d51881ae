package org.storedfile.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;

/** What the tests of {@link Serving} say. */
interface ServingFixture {
    HttpClient CLIENT = HttpClient.newHttpClient();

    Serving serving();

    default Container container() {
        return serving().container;
    }

    default WatchedStorage medium() {
        return serving().medium;
    }

    default LinkedStorage storage() {
        return serving().storage;
    }

    default String link(Key key) {
        return link(Serving.signer(1, Duration.ZERO), key, LinkOptions.DEFAULTS);
    }

    default String link(LinkOptions options) {
        return link(Serving.signer(1, Duration.ZERO), Serving.KEY, options);
    }

    default String link(LinkSigner by, Key key, LinkOptions options) {
        return serving().link(by, key, options);
    }

    default HttpResponse<byte[]> get(String link, String... headers) throws Exception {
        return send(link, "GET", headers);
    }

    default HttpResponse<byte[]> send(String link, String method, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(link)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    static Optional<String> header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name);
    }

    static String target(String link) {
        return link.substring(link.indexOf("/app/"));
    }
}
