package crash;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.storedfile.storage.s3.S3Server;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** PostgreSQL, and an S3 server in this JVM with a folder beside it: two nodes at once. */
record PostgresAndS3(Postgres postgres, S3Server bucket, S3Client client, Path folder) implements Stage {
    private static final String ATTIC = "attic:";

    static PostgresAndS3 in(Path folder) throws Exception {
        Postgres postgres = Postgres.start(folder.resolve("postgres"));
        S3Server bucket = S3Server.start();
        Path attic = Files.createDirectories(folder.resolve("attic"));
        return new PostgresAndS3(postgres, bucket, client(bucket.endpoint()), attic);
    }

    @Override
    public String name() {
        return "PostgreSQL and S3";
    }

    @Override
    public String url() {
        return postgres.url();
    }

    @Override
    public String place() {
        return bucket.endpoint().toString();
    }

    @Override
    public Optional<Path> attic() {
        return Optional.of(folder);
    }

    @Override
    public int nodes() {
        return 2;
    }

    @Override
    public Optional<Postgres> server() {
        return Optional.of(postgres);
    }

    @Override
    public void createTables() throws SQLException {
        Stage.super.createTables();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String part : Moment.CONSTRAINT) {
                statement.execute(part);
            }
        }
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Override
    public Map<String, Long> objects() throws IOException {
        Map<String, Long> objects = new LinkedHashMap<>();
        client.listObjectsV2Paginator(request -> request.bucket(S3Server.BUCKET))
                .contents()
                .forEach(object -> objects.put(object.key(), object.size()));
        client.listMultipartUploadsPaginator(request -> request.bucket(S3Server.BUCKET))
                .uploads()
                .forEach(upload -> objects.put(upload.key() + " (unfinished upload " + upload.uploadId() + ")", 0L));
        new Listing(folder).objects().forEach((key, size) -> objects.put(ATTIC + key, size));
        return objects;
    }

    @Override
    public InputStream open(String key) throws IOException {
        if (key.startsWith(ATTIC)) {
            return Files.newInputStream(folder.resolve(key.substring(ATTIC.length())));
        }
        return client.getObject(request -> request.bucket(S3Server.BUCKET).key(key));
    }

    @Override
    public void close() throws IOException {
        client.close();
        bucket.close();
        postgres.close();
    }

    private static S3Client client(URI server) {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .build();
    }
}
