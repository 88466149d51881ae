package server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The management interface of WildFly: operations over HTTP, each answered when it is done. */
final class WildFlyManagement {
    private static final String USER = "test";
    private static final String REALM = "ManagementRealm";

    static {
        // The only one that WildFly has as it comes, and that JDKs since 19 refuse unless asked.
        System.setProperty("http.auth.digest.reEnabledAlgorithms", "MD5");
    }

    private final String password = UUID.randomUUID().toString();
    private final URI address;

    /** The one at this port. */
    WildFlyManagement(int port) {
        this.address = Http.address(port, "management");
    }

    /** Adds the user that this asks as, before the server starts. */
    void addUser(Path configuration) throws IOException {
        Files.writeString(configuration.resolve("mgmt-users.properties"), USER + "=" + hash() + "\n");
    }

    boolean isRunning() {
        try {
            return Http.status(address) != 0
                    && execute("{\"operation\":\"read-attribute\",\"name\":\"server-state\"}")
                            .contains("\"running\"");
        } catch (IOException e) {
            // It is still starting.
            return false;
        }
    }

    void deploy(String name, Path archive) throws IOException {
        require("{\"operation\":\"add\",\"address\":[{\"deployment\":\"" + name + "\"}],\"enabled\":true,"
                + "\"content\":[{\"url\":\"" + archive.toUri() + "\"}]}");
    }

    void undeploy(String name) throws IOException {
        require("{\"operation\":\"remove\",\"address\":[{\"deployment\":\"" + name + "\"}]}");
    }

    boolean isDeployed(String name) throws IOException {
        return execute("{\"operation\":\"read-resource\",\"address\":[{\"deployment\":\"" + name + "\"}]}")
                .contains("\"success\"");
    }

    private void require(String operation) throws IOException {
        String answer = execute(operation);
        if (!answer.contains("\"outcome\" : \"success\"")) {
            throw new IOException(operation + " answered " + answer);
        }
    }

    private String execute(String operation) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setAuthenticator(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(USER, password.toCharArray());
            }
        });
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(operation.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream in = body(connection)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // A failed operation is answered with 500 and why.
    private static InputStream body(HttpURLConnection connection) throws IOException {
        return connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
    }

    private String hash() {
        try {
            byte[] text = (USER + ":" + REALM + ":" + password).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has MD5", e);
        }
    }
}
