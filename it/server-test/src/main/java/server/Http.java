package server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks whether somebody answers. */
final class Http {
    private static final int MILLISECONDS = 5_000;

    private Http() {}

    /** Returns the status of a GET, or 0 if nobody answers. */
    static int status(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(MILLISECONDS);
            connection.setReadTimeout(MILLISECONDS);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            // Not yet.
            return 0;
        }
    }

    static URI address(int port, String path) {
        return URI.create("http://localhost:" + port + "/" + path);
    }
}
