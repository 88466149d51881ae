package server.tests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the S3 clients of the applications talk to: it has no objects, and counts who asked. The server under test learns
 * its address from its environment, for each storage but the default one.
 */
public final class ObjectServer implements AutoCloseable {
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    private ObjectServer(HttpServer server) {
        this.server = server;
    }

    static ObjectServer start() throws IOException {
        ObjectServer started =
                new ObjectServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        started.server.createContext("/", exchange -> {
            started.requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        started.server.start();
        return started;
    }

    /** Returns how often it was asked. */
    int requests() {
        return requests.get();
    }

    /** Tells whether the applications have storages that ask it. */
    static boolean isUsed() {
        return storages().findAny().isPresent();
    }

    /** Returns the variables that name it as endpoint. */
    Map<String, String> environment() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return storages()
                .collect(Collectors.toMap(
                        name -> "STOREDFILE_STORAGES_" + name.toUpperCase(Locale.ROOT) + "_ENDPOINT", name -> address));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    // Such as [bucket, default].
    private static Stream<String> storages() {
        return Stream.of(System.getProperty("server.storages", "").split("[\\[\\], ]+"))
                .filter(name -> !name.isEmpty() && !name.equals("default"));
    }
}
