package quickstart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.UUID;
import org.storedfile.FileRef;

/** A bucket: on the server that {@code -Dendpoint=…} names, or on one of our own inside this program. */
record Bucket(String name, String prefix, Optional<LocalS3> server) implements Place {
    static Bucket open() throws Exception {
        Place.setting("type", "s3");
        if (System.getProperty("endpoint", "").isEmpty()) {
            LocalS3 server = LocalS3.start();
            return open(server.endpoint(), LocalS3.BUCKET, LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, Optional.of(server));
        }
        return open(option("endpoint"), option("bucket"), option("accessKey"), option("secretKey"), Optional.empty());
    }

    private static Bucket open(
            String endpoint, String bucket, String accessKey, String secretKey, Optional<LocalS3> server) {
        Place.setting("endpoint", endpoint);
        Place.setting("region", System.getProperty("region", "us-east-1"));
        Place.setting("bucket", bucket);
        // Others may have objects there, and run this program at the same time.
        String prefix = "quickstart/" + UUID.randomUUID();
        Place.setting("prefix", prefix);
        Place.setting("access-key", accessKey);
        Place.setting("secret-key", secretKey);
        return new Bucket(bucket, prefix, server);
    }

    @Override
    public Object of(FileRef file) {
        return "s3://" + name + "/" + prefix + "/" + file.key();
    }

    /** Follows the link, as a browser would. */
    @Override
    public byte[] bytes(FileRef file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(file.url()).build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        Report.line("the link answers", response.statusCode());
        return response.body();
    }

    @Override
    public void close() throws Exception {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    private static String option(String name) {
        String value = System.getProperty(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("-Dendpoint also needs -D" + name);
        }
        return value;
    }
}
