package bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final String SAME = "putObject with the same condition and metadata";
    private static final byte[] BYTES = new byte[Sink.OBJECT_BYTES];

    private final int rounds = 3 * Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        try (JavaProcess sink = JavaProcess.start("-Xmx128m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("port")))) {
            S3Storage storage = S3Storage.builder(client, S3.BUCKET).build();
            count(report, sink, "write", () -> write(storage));
            count(report, sink, "read", () -> read(storage));
            Map<String, Times> times = new Rounds()
                    .with(() -> time("write", () -> write(storage)))
                    .with(() -> time("put", () -> put(client)))
                    .with(() -> time("same", () -> putTheSame(client)))
                    .with(() -> time("read", () -> read(storage)))
                    .with(() -> time("get", () -> get(client)))
                    .run(3, rounds);
            for (String clock : List.of("", Clock.CPU)) {
                compare(report, "write a 4 KiB file to S3" + clock, times, "write", "putObject", "put", clock);
                compare(report, "write a 4 KiB file to S3" + clock, times, "write", SAME, "same", clock);
                compare(report, "read a 4 KiB file from S3" + clock, times, "read", "getObject", "get", clock);
            }
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

    private static Map<String, Double> time(String name, Work work) throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        Clock.time(name, FILES, times, work::run);
        return times;
    }

    private static void compare(
            Report report,
            String work,
            Map<String, Times> times,
            String ours,
            String reference,
            String theirs,
            String clock) {
        report.compare(work, "µs", times.get(ours + clock), reference, times.get(theirs + clock), "");
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

    // What a safe write cannot do without: it creates and never overwrites, and knows its own object after a lost
    // answer.
    private static void putTheSame(S3Client client) {
        for (int i = 0; i < FILES; i++) {
            String key = UUID.randomUUID().toString();
            Map<String, String> metadata =
                    Map.of("stored-file-write", UUID.randomUUID().toString());
            client.putObject(
                    request -> request.bucket(S3.BUCKET)
                            .key(key)
                            .ifNoneMatch("*")
                            .metadata(metadata)
                            .contentType("application/octet-stream"),
                    RequestBody.fromBytes(BYTES));
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
