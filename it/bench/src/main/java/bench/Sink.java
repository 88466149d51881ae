package bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An S3 server that throws bodies away, so that only the client's own cost shows. It answers every GET with the same
 * bytes. A program of its own: on its input {@code port} asks for the port, {@code count} for the number of requests
 * since the last question, {@code slow} for a port behind a {@link Delay}.
 */
public final class Sink {
    /** How long the objects are, unless their key begins with {@link #LARGER}. */
    static final int OBJECT_BYTES = 4096;

    /** Begins the keys of objects of 100 KiB. */
    static final String LARGER = "larger";

    /** How long a round trip through the slow port takes. */
    static final int DELAY_MILLIS = 30;

    private static final byte[] OBJECT = new byte[OBJECT_BYTES];
    private static final byte[] LARGER_OBJECT = new byte[100 << 10];
    private static final String ETAG = "\"d41d8cd98f00b204e9800998ecf8427e\"";

    private final AtomicInteger requests = new AtomicInteger();

    private Sink() {}

    public static void main(String[] args) throws IOException {
        // Without it each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Sink sink = new Sink();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", sink::answer);
        server.start();
        Delay slow = new Delay(server.getAddress().getPort(), Duration.ofMillis(DELAY_MILLIS));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            System.out.println(
                    switch (line) {
                        case "port" -> server.getAddress().getPort();
                        case "slow" -> slow.port();
                        default -> sink.requests.getAndSet(0);
                    });
        }
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            drain(exchange.getRequestBody());
            exchange.getResponseHeaders().set("ETag", ETAG);
            exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT");
            byte[] body = body(exchange);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int read = 0;
        while (read >= 0) {
            read = in.read(buffer);
        }
    }

    private static byte[] body(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        if (exchange.getRequestMethod().equals("GET") && query != null && query.contains("uploads")) {
            return "<ListMultipartUploadsResult></ListMultipartUploadsResult>".getBytes(StandardCharsets.UTF_8);
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" -> exchange.getRequestURI().getPath().contains("/" + LARGER) ? LARGER_OBJECT : OBJECT;
            case "POST" -> multipart(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
            default -> new byte[0];
        };
    }

    private static String multipart(String query) {
        if (query.startsWith("delete")) {
            return "<DeleteResult></DeleteResult>";
        }
        String name = query.startsWith("uploads") ? "InitiateMultipartUploadResult" : "CompleteMultipartUploadResult";
        return "<" + name + "><Bucket>bench</Bucket><Key>k</Key><UploadId>u</UploadId><ETag>e</ETag></" + name + ">";
    }
}
