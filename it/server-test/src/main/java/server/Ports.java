package server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Free ports, below those that systems give to whoever asks for any. */
final class Ports {
    private static final int FIRST_BASE = 21_000;
    private static final int LAST_BASE = 31_000;
    private static final int BASE_STEP = 100;
    // Else the sockets would be closed with the garbage.
    private static final List<Base> HELD = new ArrayList<>();

    private Ports() {}

    /** Returns so many different ones, below 99, which nobody else gets from here as long as this process lives. */
    static synchronized List<Integer> free(int count) throws IOException {
        List<Integer> offsets = IntStream.range(0, count).boxed().toList();
        Base base = freeBase(offsets);
        HELD.add(base);
        return offsets.stream().map(base::port).toList();
    }

    /**
     * A number to which offsets are added to get ports. Nobody else gets it from here before it is closed, in other
     * processes neither: its last port is held.
     */
    record Base(int value, ServerSocket held) implements AutoCloseable {
        int port(int offset) {
            return value + offset;
        }

        @Override
        public void close() {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException("port " + held.getLocalPort() + " could not be let go", e);
            }
        }
    }

    /** Returns one whose ports with these offsets, all below 99, are free. */
    static Base freeBase(List<Integer> offsets) throws IOException {
        for (int base = FIRST_BASE; base < LAST_BASE; base += BASE_STEP) {
            Optional<ServerSocket> held = hold(base + BASE_STEP - 1);
            if (held.isPresent()) {
                if (areFree(base, offsets)) {
                    return new Base(base, held.get());
                }
                held.get().close();
            }
        }
        throw new IOException("there are no free ports from " + FIRST_BASE + " to " + LAST_BASE);
    }

    private static boolean areFree(int base, List<Integer> offsets) throws IOException {
        for (int offset : offsets) {
            Optional<ServerSocket> socket = hold(base + offset);
            if (socket.isEmpty()) {
                return false;
            }
            socket.get().close();
        }
        return true;
    }

    private static Optional<ServerSocket> hold(int port) {
        try {
            return Optional.of(new ServerSocket(port));
        } catch (IOException e) {
            // Taken by somebody else.
            return Optional.empty();
        }
    }
}
