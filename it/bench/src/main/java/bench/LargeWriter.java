package bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes a stream of unknown length in one way, again and again: a program of its own, for a heap of its own. A line on
 * its input is a number of bytes; the answer is the milliseconds that it took and the most bytes of heap in use.
 */
public final class LargeWriter {
    private static final int BUFFER = 64 * 1024;

    private LargeWriter() {}

    /** One way. */
    private interface Way {
        void write(String name, long bytes) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Way way = way(args[0], Integer.parseInt(args[1]), Path.of(System.getProperty("bench.folder")));
        HeapPeak peak = new HeapPeak();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            peak.reset();
            long start = System.nanoTime();
            String name = UUID.randomUUID().toString();
            way.write(name, Long.parseLong(line));
            long time = (System.nanoTime() - start) / 1_000_000;
            System.out.println(time + " " + peak.bytes());
            Files.deleteIfExists(Path.of(System.getProperty("bench.folder"), name));
        }
        System.exit(0);
    }

    private static Way way(String name, int port, Path folder) throws Exception {
        return switch (name) {
            case "s3" -> storage(S3Storage.builder(S3.client(port), S3.BUCKET).build());
            case "s3-crt" -> storage(S3.crtStorage(port));
            case "s3-2" -> stream(new ByHand(S3.client(port), 2)::write);
            case "s3-4" -> stream(new ByHand(S3.client(port), 4)::write);
            case "s3-manager" -> stream(new Clients(S3.crt(port))::stream);
            case "s3-netty" -> stream(new Clients(S3.netty(port))::stream);
            case "file" ->
                file(folder, S3Storage.builder(S3.client(port), S3.BUCKET).build());
            case "file-crt" -> file(folder, S3.crtStorage(port));
            case "file-put" -> put(folder, S3.client(port));
            case "file-4" -> parts(folder, new PartsByHand(S3.client(port), 4));
            case "file-manager" -> manager(folder, new Clients(S3.crt(port)));
            case "file-netty" -> manager(folder, new Clients(S3.netty(port)));
            case "folder" -> storage(FileSystemStorage.in(folder));
            case "channel" -> stream((key, in) -> channel(folder.resolve(key), in));
            case "copy" -> stream((key, in) -> copy(folder.resolve(key), in));
            default -> throw new IllegalArgumentException("no way '" + name + "'");
        };
    }

    private static Way storage(Storage storage) {
        return stream((name, in) -> storage.write(Key.of(name), Content.of(in)));
    }

    private static Way file(Path folder, Storage storage) {
        return (name, bytes) -> storage.write(Key.of(name), Content.of(source(folder, bytes)));
    }

    private static Way put(Path folder, S3Client client) {
        return (name, bytes) -> Clients.put(client, name, source(folder, bytes));
    }

    private static Way parts(Path folder, PartsByHand hand) {
        return (name, bytes) -> hand.write(name, source(folder, bytes));
    }

    private static Way manager(Path folder, Clients clients) {
        return (name, bytes) -> clients.file(name, source(folder, bytes));
    }

    private interface StreamWay {
        void write(String name, InputStream in) throws Exception;
    }

    private static Way stream(StreamWay way) {
        return (name, bytes) -> way.write(name, new Pattern(bytes));
    }

    // Made once for all programs; what is measured begins when it is there.
    private static Path source(Path folder, long bytes) throws IOException {
        Path source = folder.resolve("source-" + bytes);
        if (!Files.exists(source)) {
            throw new IOException(source + " is not there");
        }
        return source;
    }

    private static void channel(Path file, InputStream in) throws Exception {
        byte[] buffer = new byte[BUFFER];
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            int read = in.read(buffer);
            while (read >= 0) {
                channel.write(ByteBuffer.wrap(buffer, 0, read));
                read = in.read(buffer);
            }
            channel.force(true);
        }
    }

    private static void copy(Path file, InputStream in) throws Exception {
        Files.copy(in, file);
        try (FileChannel channel = FileChannel.open(file, WRITE)) {
            channel.force(true);
        }
    }
}
