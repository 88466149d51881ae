package bench;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One large file, and one large stream of unknown length, with 64 MB of heap. */
final class LargeFiles {
    private static final String HEAP = "-Xmx64m";
    private static final long WARM_UP_BYTES = 128L << 20;

    // Even then the JVM goes on compiling: times still fall.
    private static final int WARM_UP_ROUNDS = 6;

    private final long bytes = Long.getLong("bench.bytes");
    private final long warmUp = Math.min(WARM_UP_BYTES, bytes);
    private final int rounds = Integer.getInteger("bench.rounds");
    private final Map<String, Long> peaks = new LinkedHashMap<>();

    void run(Report report) throws Exception {
        Files.createDirectories(Path.of(System.getProperty("bench.folder")));
        makeSource(bytes);
        makeSource(warmUp);
        try (JavaProcess sink = JavaProcess.start("-Xmx128m", Sink.class)) {
            disk(
                    report,
                    measure(sink.ask("port"), "file", "file-crt", "file-put", "file-4", "file-manager", "file-netty"));
            stream(report, measure(sink.ask("port"), "s3", "s3-crt", "s3-2", "s3-4", "s3-manager", "s3-netty"));
        }
        Map<String, Times> folder = measure("0", "folder", "channel", "copy");
        compare(report, "to a folder, fsynced", folder, "folder", "channel", "FileChannel and force");
        compare(report, "to a folder, fsynced", folder, "folder", "copy", "Files.copy and force");
    }

    private static void makeSource(long length) throws Exception {
        Path source = Path.of(System.getProperty("bench.folder"), "source-" + length);
        if (!Files.exists(source)) {
            try (InputStream in = new Pattern(length)) {
                Files.copy(in, source);
            }
        }
    }

    private void disk(Report report, Map<String, Times> times) {
        String work = (bytes >> 20) + " MiB from disk to S3, " + HEAP;
        compare(report, work + ", with CRT", times, "file-crt", "file-manager", "CRT transfer manager", "1.1");
        compare(report, work + ", without CRT", times, "file", "file-4", "SDK by hand, four parts at once", "1.1");
        compare(report, work + ", without CRT", times, "file", "file-put", "one PUT, apache5", "1.1");
        compare(report, work + ", without CRT", times, "file", "file-netty", "Netty multipart", "1.1");
    }

    private void stream(Report report, Map<String, Times> times) {
        String work = (bytes >> 20) + " MiB of unknown length to S3, " + HEAP;
        compare(report, work + ", with CRT", times, "s3-crt", "s3-manager", "CRT client", "1.1");
        compare(report, work + ", without CRT", times, "s3", "s3-2", "SDK by hand, 2 buffers", "1.1");
        compare(report, work + ", without CRT", times, "s3", "s3-4", "SDK by hand, 4 buffers", "1.1");
        compare(report, work + ", without CRT", times, "s3", "s3-netty", "Netty multipart", "1.1");
    }

    private Map<String, Times> measure(String port, String... ways) throws Exception {
        Rounds measured = new Rounds();
        Map<String, JavaProcess> writers = new LinkedHashMap<>();
        try {
            for (String way : ways) {
                JavaProcess writer = JavaProcess.start(HEAP, LargeWriter.class, way, port);
                writers.put(way, writer);
                writer.ask(Long.toString(warmUp));
                measured.with(() -> Map.of(way, write(way, writer)));
            }
            return measured.run(WARM_UP_ROUNDS, rounds);
        } finally {
            for (JavaProcess writer : List.copyOf(writers.values())) {
                writer.close();
            }
        }
    }

    private double write(String way, JavaProcess writer) throws Exception {
        String[] answer = writer.ask(Long.toString(bytes)).split(" ");
        peaks.merge(way, Long.parseLong(answer[1]), Math::max);
        return Long.parseLong(answer[0]) / 1000.0;
    }

    private void compare(
            Report report, String where, Map<String, Times> times, String ours, String theirs, String reference) {
        String work = (bytes >> 20) + " MiB of unknown length " + where + ", " + HEAP;
        compare(report, work, times, ours, theirs, reference, "");
    }

    private void compare(
            Report report,
            String work,
            Map<String, Times> times,
            String ours,
            String theirs,
            String reference,
            String target) {
        report.compare(
                work + ", most heap " + megabytes(ours),
                "s",
                times.get(ours),
                reference + ", most heap " + megabytes(theirs),
                times.get(theirs),
                target);
    }

    private String megabytes(String way) {
        return (peaks.get(way) >> 20) + " MiB";
    }
}
