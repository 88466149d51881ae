package bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
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

/**
 * Writes a stream of unknown length in one way, again and again: a program of its own, for a heap of its own. A line on
 * its input is a number of bytes; the answer is the milliseconds that it took and the most bytes of heap in use.
 */
public final class LargeWriter {
    private static final int BUFFER = 64 * 1024;

    private LargeWriter() {}

    /** One way. */
    private interface Way {
        void write(String name, InputStream in) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Way way = way(args[0], Integer.parseInt(args[1]), Path.of(System.getProperty("bench.folder")));
        HeapPeak peak = new HeapPeak();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            peak.reset();
            long start = System.nanoTime();
            String name = UUID.randomUUID().toString();
            way.write(name, new Pattern(Long.parseLong(line)));
            long time = (System.nanoTime() - start) / 1_000_000;
            System.out.println(time + " " + peak.bytes());
            Files.deleteIfExists(Path.of(System.getProperty("bench.folder"), name));
        }
        System.exit(0);
    }

    private static Way way(String name, int port, Path folder) throws Exception {
        return switch (name) {
            case "s3" -> storage(S3Storage.builder(S3.client(port), S3.BUCKET).build());
            case "s3-2" -> new ByHand(S3.client(port), 2)::write;
            case "s3-4" -> new ByHand(S3.client(port), 4)::write;
            case "folder" -> storage(FileSystemStorage.in(folder));
            case "channel" -> (key, in) -> channel(folder.resolve(key), in);
            case "copy" -> (key, in) -> copy(folder.resolve(key), in);
            default -> throw new IllegalArgumentException("no way '" + name + "'");
        };
    }

    private static Way storage(Storage storage) {
        return (name, in) -> storage.write(Key.of(name), Content.of(in));
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
