package org.storedfile.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.s3.Checksum.Digests;
import org.storedfile.storage.s3.UploadMemory.Wanted;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * What one request carries, kept so that the client can repeat the request: in memory, or where others hold that, in a
 * temporary file. Filled by one thread, then only read; closed when the request is over.
 */
final class Part implements Cargo {
    /** Small pieces: they grow with the content, and are no humongous objects for the garbage collector. */
    static final int PIECE = 64 * 1024;

    private final UploadMemory memory;
    private final long capacity;
    private final List<byte[]> pieces = new ArrayList<>();
    private @Nullable PartFile file;
    private long size;
    private long held;
    private long heldOnDisk;
    private boolean arrived;

    private Part(UploadMemory memory, long capacity) {
        this.memory = memory;
        this.capacity = capacity;
    }

    /**
     * Reads at most {@code capacity} bytes. The first piece is not counted as upload memory, so that small files of
     * unknown length do not wait for large ones.
     *
     * @param patience how long to wait for memory before a file takes the bytes
     * @param wanted is asked now and then while there is no room for them
     */
    static Part read(InputStream in, long capacity, UploadMemory memory, Duration patience, Wanted wanted)
            throws IOException {
        Part part = new Part(memory, capacity);
        try {
            part.fill(in, patience, wanted);
            return part;
        } catch (IOException | RuntimeException | Error e) {
            part.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Tells whether there was no memory for it. */
    boolean isOnDisk() {
        return file != null;
    }

    @Override
    public RequestBody body() {
        return RequestBody.fromContentProvider(this::stream, size, "application/octet-stream");
    }

    @Override
    public String md5() throws IOException {
        MessageDigest digest = Digests.md5();
        try (InputStream in = new DigestInputStream(stream(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    @Override
    public synchronized void arrived() {
        arrived = true;
    }

    @Override
    public synchronized void close() {
        // A failed request may be read on by a thread of the client: its bytes must not change.
        if (arrived) {
            memory.reuse(pieces.stream().filter(piece -> piece.length == PIECE).toList());
        }
        pieces.clear();
        memory.give(held);
        held = 0;
        if (file != null) {
            file.close();
        }
        memory.giveDisk(heldOnDisk);
        heldOnDisk = 0;
    }

    private void fill(InputStream in, Duration patience, Wanted wanted) throws IOException {
        while (size < capacity) {
            if (size == PIECE && !tookMemory(patience, wanted)) {
                fillFile(in);
                return;
            }
            byte[] piece = capacity - size < PIECE ? new byte[(int) (capacity - size)] : memory.piece();
            int read = in.readNBytes(piece, 0, piece.length);
            if (read > 0) {
                pieces.add(piece);
                size += read;
            }
            if (read < piece.length) {
                return;
            }
        }
    }

    private boolean tookMemory(Duration patience, Wanted wanted) throws IOException {
        boolean isMemory = memory.take(capacity, patience, wanted);
        held = isMemory ? capacity : 0;
        heldOnDisk = isMemory ? 0 : capacity;
        return isMemory;
    }

    private void fillFile(InputStream in) throws IOException {
        PartFile filled = PartFile.create();
        file = filled;
        byte[] piece = pieces.remove(0);
        filled.write(piece, piece.length);
        for (int wanted = next(); wanted > 0; wanted = next()) {
            int read = in.readNBytes(piece, 0, wanted);
            filled.write(piece, read);
            size += read;
            if (read < wanted) {
                return;
            }
        }
    }

    private int next() {
        return (int) Math.min(PIECE, capacity - size);
    }

    /** Returns the bytes. */
    InputStream stream() {
        if (file != null) {
            return file.stream();
        }
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            streams.add(new ByteArrayInputStream(pieces.get(i), 0, length(i)));
        }
        return streams.size() == 1 ? streams.get(0) : new SequenceInputStream(Collections.enumeration(streams));
    }

    private int length(int piece) {
        return (int) Math.min(PIECE, size - (long) piece * PIECE);
    }
}
