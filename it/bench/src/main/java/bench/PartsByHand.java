package bench;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A file that is sent in parts of 8 MiB, so many at once, as one writes it with the SDK alone. */
final class PartsByHand {
    private static final long PART = 8L << 20;

    private final S3Client client;
    private final int atOnce;

    PartsByHand(S3Client client, int atOnce) {
        this.client = client;
        this.atOnce = atOnce;
    }

    void write(String key, Path file) throws Exception {
        long size = Files.size(file);
        String id = client.createMultipartUpload(
                        request -> request.bucket(S3.BUCKET).key(key))
                .uploadId();
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        List<Future<CompletedPart>> sent = new ArrayList<>();
        for (long start = 0; start < size; start += PART) {
            int number = sent.size() + 1;
            long from = start;
            sent.add(threads.submit(() -> send(key, id, number, file, from, Math.min(PART, size - from))));
        }
        List<CompletedPart> parts = new ArrayList<>();
        for (Future<CompletedPart> part : sent) {
            parts.add(part.get());
        }
        threads.shutdown();
        client.completeMultipartUpload(
                request -> request.bucket(S3.BUCKET).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
    }

    private CompletedPart send(String key, String id, int number, Path file, long start, long size) {
        RequestBody body =
                RequestBody.fromContentProvider(() -> range(file, start, size), size, "application/octet-stream");
        var response = client.uploadPart(
                request -> request.bucket(S3.BUCKET).key(key).uploadId(id).partNumber(number), body);
        return CompletedPart.builder().partNumber(number).eTag(response.eTag()).build();
    }

    private static InputStream range(Path file, long start, long size) {
        try {
            return new Range(Channels.newInputStream(FileChannel.open(file).position(start)), size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next bytes of a stream, no more than a number of them. */
    private static final class Range extends FilterInputStream {
        private long left;

        Range(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) throws IOException {
            int read = left == 0 ? -1 : in.read(bytes, offset, (int) Math.min(wanted, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
