package bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A relay that hands each byte on half a round trip later, both ways, and holds nothing back besides: many bytes may be
 * under way at once, as on a long wire. Runs until the program ends.
 */
final class Delay {
    private static final int CHUNK = 64 * 1024;

    private final ServerSocket door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final int server;
    private final long oneWay;

    private record Chunk(byte[] bytes, long due) {}

    Delay(int server, Duration roundTrip) throws IOException {
        this.server = server;
        this.oneWay = roundTrip.toNanos() / 2;
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            relay(client, far);
            relay(far, client);
        }
    }

    private void relay(Socket from, Socket to) {
        BlockingQueue<Chunk> wire = new LinkedBlockingQueue<>();
        start(() -> send(from.getInputStream(), wire));
        start(() -> deliver(wire, to));
    }

    private void send(InputStream in, BlockingQueue<Chunk> wire) {
        byte[] buffer = new byte[CHUNK];
        int read = 0;
        while (read >= 0) {
            try {
                read = in.read(buffer);
            } catch (IOException e) {
                read = -1; // hung up
            }
            wire.add(new Chunk(Arrays.copyOf(buffer, Math.max(read, 0)), System.nanoTime() + oneWay));
        }
    }

    private static void deliver(BlockingQueue<Chunk> wire, Socket to) throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        for (Chunk chunk = wire.take(); chunk.bytes.length > 0; chunk = wire.take()) {
            long left = chunk.due - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            out.write(chunk.bytes);
        }
        to.shutdownOutput();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other side hung up, as clients do at the end of a measurement.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
