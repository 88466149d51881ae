package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relay in front of a server that counts requests and breaks those that it is told to. It passes bytes on unchanged,
 * so that signatures stay good.
 */
public final class Relay implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");
    private static final Pattern EXPECTS = Pattern.compile("(?im)^expect:\\s*100-continue");

    private volatile ServerSocket door = open(0);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "relay"));
    private final Map<Socket, Socket> sockets = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final URI server;

    private static final Fault NONE = new Fault(request -> false, Kind.NOTHING, 0, "", false);

    private record Fault(Predicate<String> requests, Kind kind, long value, String answer, boolean lasts) {}

    private enum Kind {
        NOTHING,
        REPLACE_ANSWER,
        HOLD_ANSWER,
        DELAY_ANSWER,
        RESET_AFTER,
        DAMAGE,
        ANSWER,
        CUT_ANSWER_AFTER
    }

    /** Starts one in front of {@code server}. */
    public Relay(URI server) throws IOException {
        this.server = server;
        ServerSocket opened = door;
        threads.execute(() -> accept(opened));
    }

    /** Returns where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Returns method and address of each request so far. */
    public List<String> requests() {
        return requests;
    }

    /** Returns the heads of all requests so far, in lower case. */
    List<String> heads() {
        return heads;
    }

    /** Returns how many connections were opened. */
    int connections() {
        return connections.get();
    }

    /** Returns how many connections are open. */
    public int openConnections() {
        return sockets.size();
    }

    /** Refuses connections from now on, and breaks those that are open. */
    public Relay refuses() throws IOException {
        door.close();
        hangUpAll();
        return this;
    }

    /** Has the fault that was asked for last happen to all such requests, until {@link #recovers}. */
    public Relay forEver() {
        Fault last = faults.remove(faults.size() - 1);
        faults.add(new Fault(last.requests(), last.kind(), last.value(), last.answer(), true));
        return this;
    }

    /** Ends all faults. */
    public void recovers() throws IOException {
        faults.clear();
        if (door.isClosed()) {
            ServerSocket again = open(door.getLocalPort());
            door = again;
            threads.execute(() -> accept(again));
        }
    }

    /** Lets the server do the next such request, and breaks the connection before the answer comes through. */
    public Relay losesAnswer(String request) {
        return replacesAnswer(request, "");
    }

    /** Lets the server do the next such request, and sends {@code answer}, head and body, in place of its own. */
    public Relay replacesAnswer(String request, String answer) {
        return add(request, Kind.REPLACE_ANSWER, 0, answer);
    }

    /** Lets the server do the next such request, and keeps its answer back until the client hangs up. */
    public Relay holdsAnswer(String request) {
        return add(request, Kind.HOLD_ANSWER, 0, "");
    }

    /** Lets the server do the next such request, and passes its answer on so many milliseconds later. */
    public Relay delaysAnswer(String request, long millis) {
        return add(request, Kind.DELAY_ANSWER, millis, "");
    }

    /** Changes one bit in the middle of the body of the next such request. */
    public Relay damages(String request) {
        return add(request, Kind.DAMAGE, 0, "");
    }

    /** Breaks the connection when so many bytes of the body of the next such request came through. */
    public Relay resets(String request, long bytes) {
        return add(request, Kind.RESET_AFTER, bytes, "");
    }

    /** Answers the next such request with a status, without asking the server. */
    public Relay answers(String request, int status) {
        return answers(request, status, "");
    }

    /** The same with more {@code headers}, each of which ends with a line break. */
    public Relay answers(String request, int status, String headers) {
        return add(request, Kind.ANSWER, status, headers);
    }

    /** Breaks the connection after so many bytes of the answer to the next such request, its head included. */
    public Relay cutsAnswer(String request, long bytes) {
        return add(request, Kind.CUT_ANSWER_AFTER, bytes, "");
    }

    @Override
    public void close() throws IOException {
        door.close();
        hangUpAll();
        threads.shutdownNow();
    }

    private static ServerSocket open(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private void hangUpAll() throws IOException {
        for (Map.Entry<Socket, Socket> pair : sockets.entrySet()) {
            pair.getKey().close();
            pair.getValue().close();
        }
    }

    private Relay add(String request, Kind kind, long value, String answer) {
        faults.add(new Fault(Pattern.compile(request).asPredicate(), kind, value, answer, false));
        return this;
    }

    private Fault fault(String request) {
        return faults.stream()
                .filter(fault -> fault.requests().test(request))
                .findFirst()
                .filter(fault -> fault.lasts() || faults.remove(fault))
                .orElse(NONE);
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                connections.incrementAndGet();
                threads.execute(() -> new Connection(client).serve());
            } catch (IOException e) {
                if (!opened.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** One connection of the client, and the one to the server that belongs to it. */
    private final class Connection {
        private final Socket client;
        private final Socket upstream;
        private volatile Fault fault = NONE;
        private final AtomicLong answerLeft = new AtomicLong(Long.MAX_VALUE);

        Connection(Socket client) {
            try {
                this.client = client;
                this.upstream = new Socket(server.getHost(), server.getPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sockets.put(client, upstream);
        }

        void serve() {
            threads.execute(this::passAnswers);
            try {
                InputStream in = new BufferedInputStream(client.getInputStream());
                for (String head = head(in); !head.isEmpty(); head = head(in)) {
                    pass(head, in);
                }
            } catch (IOException e) {
                // Either side went away: so does the other.
            } finally {
                hangUp();
            }
        }

        private void pass(String head, InputStream in) throws IOException {
            String request = head.substring(0, head.indexOf(" HTTP/"));
            requests.add(request);
            heads.add(head.toLowerCase(Locale.ROOT));
            Matcher length = LENGTH.matcher(head);
            long body = length.find() ? Long.parseLong(length.group(1)) : 0;
            fault = fault(request);
            if (fault.kind() == Kind.ANSWER) {
                if (EXPECTS.matcher(head).find()) {
                    // Else the client waits for seconds before it sends the body.
                    send("HTTP/1.1 100 Continue\r\n\r\n");
                }
                in.skipNBytes(body);
                answer(fault);
                return;
            }
            answerLeft.set(fault.kind() == Kind.CUT_ANSWER_AFTER ? fault.value() : Long.MAX_VALUE);
            boolean resets = fault.kind() == Kind.RESET_AFTER;
            OutputStream out = upstream.getOutputStream();
            out.write(head.getBytes(ISO_8859_1));
            if (fault.kind() == Kind.DAMAGE) {
                copy(in, out, body / 2);
                out.write(in.read() ^ 1);
                body -= body / 2 + 1;
            }
            copy(in, out, resets ? Math.min(fault.value(), body) : body);
            if (resets) {
                throw new IOException("reset on demand");
            }
        }

        private void answer(Fault fault) throws IOException {
            send("HTTP/1.1 " + fault.value() + " Relay\r\n" + fault.answer() + "Content-Length: 0\r\n\r\n");
        }

        private void send(String answer) throws IOException {
            OutputStream out = client.getOutputStream();
            out.write(answer.getBytes(ISO_8859_1));
            out.flush();
        }

        private void passAnswers() {
            byte[] buffer = new byte[16 * 1024];
            try {
                InputStream in = upstream.getInputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (fault.kind() == Kind.HOLD_ANSWER) {
                        continue;
                    }
                    if (fault.kind() == Kind.DELAY_ANSWER) {
                        delay(fault.value());
                    }
                    if (fault.kind() == Kind.REPLACE_ANSWER) {
                        send(fault.answer());
                        break;
                    }
                    client.getOutputStream().write(buffer, 0, (int) Math.min(read, answerLeft.get()));
                    if (answerLeft.addAndGet(-read) <= 0) {
                        break;
                    }
                }
            } catch (IOException e) {
                // Either side went away: so does the other.
            } finally {
                hangUp();
            }
        }

        private void hangUp() {
            try (client;
                    upstream) {
                sockets.remove(client);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        // What is late is not awaited by anybody.
        private static void delay(long millis) throws InterruptedIOException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the relay is closed");
            }
        }

        private static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.write(next);
                if (next == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                    return head.toString(ISO_8859_1);
                }
            }
            return "";
        }

        private static void copy(InputStream in, OutputStream out, long count) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            for (long left = count; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("the client went away");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            out.flush();
        }
    }
}
