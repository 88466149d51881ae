package server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Free ports of the loopback address. */
final class Ports {
    private static final int FIRST_BASE = 21_000;
    private static final int LAST_BASE = 31_000;
    private static final int BASE_STEP = 100;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private Ports() {}

    /** Returns so many different ones. Another process could take one before the server does; nothing can prevent that. */
    static List<Integer> free(int count) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, LOOPBACK));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }

    /** Returns a number to which each of the offsets can be added to get a free port. */
    static int freeBase(List<Integer> offsets) throws IOException {
        for (int base = FIRST_BASE; base < LAST_BASE; base += BASE_STEP) {
            if (areFree(base, offsets)) {
                return base;
            }
        }
        throw new IOException("there are no free ports from " + FIRST_BASE + " to " + LAST_BASE);
    }

    private static boolean areFree(int base, List<Integer> offsets) {
        for (int offset : offsets) {
            try (ServerSocket socket = new ServerSocket(base + offset)) {
                socket.getLocalPort();
            } catch (IOException e) {
                // Taken by somebody else.
                return false;
            }
        }
        return true;
    }
}
