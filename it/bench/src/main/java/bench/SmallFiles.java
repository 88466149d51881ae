package bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Small files one by one: one request each, and little besides. */
final class SmallFiles {
    private static final int FILES = 200;
    private static final byte[] BYTES = new byte[Sink.OBJECT_BYTES];

    private final int rounds = 3 * Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        try (JavaProcess sink = JavaProcess.start("-Xmx128m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("port")))) {
            S3Storage storage = S3Storage.builder(client, S3.BUCKET).build();
            count(report, sink, "write", () -> write(storage));
            count(report, sink, "read", () -> read(storage));
            Map<String, Times> times = new Rounds()
                    .with(() -> Map.of("write", time(() -> write(storage))))
                    .with(() -> Map.of("put", time(() -> put(client))))
                    .with(() -> Map.of("read", time(() -> read(storage))))
                    .with(() -> Map.of("get", time(() -> get(client))))
                    .run(3, rounds);
            report.compare("write a 4 KiB file to S3", "µs", times.get("write"), "putObject", times.get("put"), "");
            report.compare("read a 4 KiB file from S3", "µs", times.get("read"), "getObject", times.get("get"), "");
        }
    }

    /** Does something for every file. */
    private interface Work {
        void run() throws IOException;
    }

    private static void count(Report report, JavaProcess sink, String what, Work work) throws IOException {
        sink.ask("count");
        work.run();
        int requests = Integer.parseInt(sink.ask("count"));
        report.row("requests to " + what + " " + FILES + " small files", "" + requests, "" + FILES, "", "1 each");
        if (requests != FILES) {
            throw new IllegalStateException(requests + " requests to " + what + " " + FILES + " files");
        }
    }

    private static double time(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1000.0 / FILES;
    }

    private static void write(S3Storage storage) throws IOException {
        for (int i = 0; i < FILES; i++) {
            storage.write(Key.of(UUID.randomUUID().toString()), Content.of(BYTES));
        }
    }

    private static void put(S3Client client) {
        for (int i = 0; i < FILES; i++) {
            String key = UUID.randomUUID().toString();
            client.putObject(request -> request.bucket(S3.BUCKET).key(key), RequestBody.fromBytes(BYTES));
        }
    }

    private static void read(S3Storage storage) throws IOException {
        Key key = Key.of("photos/front.png");
        for (int i = 0; i < FILES; i++) {
            try (InputStream in = storage.read(key)) {
                in.readAllBytes();
            }
        }
    }

    private static void get(S3Client client) throws IOException {
        for (int i = 0; i < FILES; i++) {
            try (InputStream in =
                    client.getObject(request -> request.bucket(S3.BUCKET).key("photos/front.png"))) {
                in.readAllBytes();
            }
        }
    }
}
