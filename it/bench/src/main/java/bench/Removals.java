package bench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.storedfile.storage.Key;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Removes many keys at once, as a commit does. */
final class Removals {
    private static final int KEYS = 100_000;
    private static final int BATCH = 1_000;
    private static final String NAME = "photos/2026/11/front_k3v9x0q2m7ad";

    private final int rounds = Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        List<Key> keys = IntStream.range(0, KEYS)
                .mapToObj(number -> Key.of(NAME + number + ".png"))
                .toList();
        try (JavaProcess sink = JavaProcess.start("-Xmx256m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("slow")))) {
            S3Storage storage = S3Storage.builder(client, S3.BUCKET).build();
            sink.ask("count");
            storage.delete(keys);
            report.require(
                    "requests to remove " + KEYS + " keys (one looks for unfinished uploads)",
                    Integer.parseInt(sink.ask("count")),
                    KEYS / BATCH + 1);
            Map<String, Times> times = new Rounds()
                    .with(() -> Clock.seconds("ours", () -> storage.delete(keys)))
                    .with(() -> Clock.seconds("sdk", () -> delete(client)))
                    .run(1, rounds);
            report.compare(
                    KEYS + " keys removed, S3 30 ms away",
                    "s",
                    times.get("ours"),
                    "raw batch deletes",
                    times.get("sdk"),
                    "1.1");
        }
    }

    private static void delete(S3Client client) {
        for (int from = 0; from < KEYS; from += BATCH) {
            List<ObjectIdentifier> batch = IntStream.range(from, from + BATCH)
                    .mapToObj(number -> ObjectIdentifier.builder()
                            .key(NAME + number + ".png")
                            .build())
                    .toList();
            client.deleteObjects(request -> request.bucket(S3.BUCKET)
                    .delete(delete -> delete.quiet(true).objects(batch)));
        }
    }
}
