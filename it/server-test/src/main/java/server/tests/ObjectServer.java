package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the S3 clients of the applications talk to: it has the objects that they send in parts, and counts who asked;
 * checks neither who they are nor what they send. The server under test learns its address from its environment.
 */
public final class ObjectServer implements AutoCloseable {
    private static final Pattern PARAMETER = Pattern.compile("([^&=]+)=?([^&]*)");

    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Uploads uploads = new Uploads();
    // Parts that are held keep a thread each.
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private record Answer(int status, byte[] body) {
        static Answer xml(int status, String text) {
            return new Answer(status, text.getBytes(UTF_8));
        }

        static Answer missing(String what) {
            return xml(404, "<Error><Code>" + what + "</Code></Error>");
        }
    }

    private ObjectServer(HttpServer server) {
        this.server = server;
    }

    static ObjectServer start() throws IOException {
        ObjectServer started =
                new ObjectServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        started.server.createContext("/", started::handle);
        started.server.setExecutor(started.threads);
        started.server.start();
        return started;
    }

    /** Returns how often it was asked. */
    int requests() {
        return requests.get();
    }

    /** Returns the keys of the objects that are there. */
    List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    Uploads uploads() {
        return uploads;
    }

    /** Tells whether the applications have storages that ask it. */
    static boolean isUsed() {
        return storages().findAny().isPresent();
    }

    /** Returns the variables that name it as endpoint: of it/transactions, and of each storage but the default one. */
    Map<String, String> environment() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> environment = storages()
                .collect(Collectors.toMap(
                        name -> "STOREDFILE_STORAGES_" + name.toUpperCase(Locale.ROOT) + "_ENDPOINT", name -> address));
        environment.put("OBJECT_SERVER", address);
        return environment;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    // Such as [bucket, default].
    private static Stream<String> storages() {
        return Stream.of(System.getProperty("server.storages", "").split("[\\[\\], ]+"))
                .filter(name -> !name.isEmpty() && !name.equals("default"));
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            Answer answer = answer(exchange);
            boolean hasBody =
                    answer.body().length > 0 && !exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("the object server is closed").initCause(e);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        URI address = exchange.getRequestURI();
        // Without the bucket.
        String key = address.getPath().replaceFirst("^/[^/]+/?", "");
        Map<String, String> parameters = parameters(address);
        String id = parameters.get("uploadId");
        String what = id != null ? " upload" : parameters.containsKey("uploads") ? " uploads" : "";
        return switch (exchange.getRequestMethod() + what) {
            case "POST uploads" -> begun(key);
            case "PUT upload" -> taken(id, Integer.parseInt(parameters.get("partNumber")), body);
            case "POST upload" -> finished(id, key);
            case "DELETE upload" -> aborted(id);
            case "GET uploads" -> unfinished();
            case "GET", "HEAD" -> found(key);
            case "DELETE" -> removed(key);
            default -> Answer.xml(501, "<Error><Code>NotImplemented</Code></Error>");
        };
    }

    private Answer begun(String key) {
        return Answer.xml(
                200,
                "<InitiateMultipartUploadResult><UploadId>" + uploads.begin(key)
                        + "</UploadId></InitiateMultipartUploadResult>");
    }

    private Answer taken(String id, int number, byte[] part) throws InterruptedException {
        return uploads.take(id, number, part) ? Answer.xml(200, "") : Answer.missing("NoSuchUpload");
    }

    private Answer finished(String id, String key) {
        return uploads.finish(id)
                .map(whole -> {
                    objects.put(key, whole);
                    return Answer.xml(200, "<CompleteMultipartUploadResult/>");
                })
                .orElse(Answer.missing("NoSuchUpload"));
    }

    private Answer aborted(String id) {
        return uploads.abort(id) ? Answer.xml(204, "") : Answer.missing("NoSuchUpload");
    }

    private Answer removed(String key) {
        objects.remove(key);
        return Answer.xml(204, "");
    }

    private Answer unfinished() {
        String all = uploads.keys().entrySet().stream()
                .map(upload -> "<Upload><Key>" + upload.getValue() + "</Key><UploadId>" + upload.getKey()
                        + "</UploadId></Upload>")
                .collect(Collectors.joining());
        return Answer.xml(
                200,
                "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>" + all + "</ListMultipartUploadsResult>");
    }

    private Answer found(String key) {
        byte[] object = objects.get(key);
        return object == null ? Answer.missing("NoSuchKey") : new Answer(200, object);
    }

    private static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(address.getQuery() == null ? "" : address.getQuery());
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        return parameters;
    }
}
