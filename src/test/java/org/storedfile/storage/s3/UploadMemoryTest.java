package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Content;
import org.storedfile.storage.InlineTypes;
import org.storedfile.storage.Key;
import org.storedfile.storage.TestContents;
import software.amazon.awssdk.services.s3.S3Client;

/** Whose buffers are filled again: a used one holds the ones that it was filled with, a new one zeros. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UploadMemoryTest {
    static final WriteSettings SETTINGS =
            new WriteSettings(null, null, null, null, null, Checksum.CLIENT, true, InlineTypes.SAFE);

    private static final int PIECES = 4;
    private static final int PART_SIZE = 5 << 20;

    private static final UploadMemory.Wanted WANTED = () -> {};

    private final UploadMemory memory = new UploadMemory(PIECES * Part.PIECE, UploadMemory.PATIENCE);
    private Part other;

    @BeforeEach
    void holdMemory() throws IOException {
        other = part(2);
    }

    @AfterEach
    void giveMemory() {
        other.close();
    }

    @Test
    void buffers_of_a_part_that_arrived_are_filled_again() throws IOException {
        Part part = part(2);

        part.arrived();
        part.close();

        assertThat(isUsed(memory.piece())).isTrue();
        assertThat(isUsed(memory.piece())).isTrue();
        assertThat(isUsed(memory.piece())).isFalse();
    }

    @Test
    void buffers_of_a_part_that_failed_are_not() throws IOException {
        Part part = part(2);

        part.close();

        assertThat(isUsed(memory.piece())).isFalse();
    }

    @Test
    void a_request_that_failed_lends_no_buffers() throws Exception {
        UploadMemory shared = new UploadMemory(3 * PART_SIZE, UploadMemory.PATIENCE);
        try (S3Server server = S3Server.start();
                Relay relay = new Relay(server.endpoint());
                S3Client client = S3Server.client(relay.endpoint()).build();
                Part busy = Part.read(filled(2 * Part.PIECE), 2 * Part.PIECE, shared, UploadMemory.PATIENCE, WANTED)) {
            relay.answers("partNumber=1", 403).answers("partNumber=2", 403);
            ObjectNames names = new ObjectNames(S3Server.BUCKET, "");
            S3Writes writes = writes(client, names, shared);

            assertThatThrownBy(() -> writes.write(Key.of("a"), Content.of(filled(2 * PART_SIZE))))
                    .isInstanceOf(IOException.class);

            assertThat(busy.size()).isPositive();
            assertThat(isUsed(shared.piece())).isFalse();
        }
    }

    @Test
    void a_request_that_succeeded_lends_its_buffers() throws Exception {
        UploadMemory shared = new UploadMemory(3 * PART_SIZE, UploadMemory.PATIENCE);
        try (S3Server server = S3Server.start();
                S3Client client = S3Server.client(server.endpoint()).build();
                Part busy = Part.read(filled(2 * Part.PIECE), 2 * Part.PIECE, shared, UploadMemory.PATIENCE, WANTED)) {
            writes(client, new ObjectNames(S3Server.BUCKET, ""), shared)
                    .write(Key.of("a"), Content.of(filled(2 * Part.PIECE)));

            assertThat(busy.size()).isPositive();
            assertThat(isUsed(shared.piece())).isTrue();
        }
    }

    @Test
    void a_known_length_needs_no_memory_where_parts_are_not_held() throws IOException {
        Content large = Content.of(filled(1), (long) PartSource.MAX_PARTS * PIECES * Part.PIECE + 1);

        try (PartSource source = new PartSource(Key.of("large.bin"), large, 1, memory)) {
            assertThat(source.all().count()).isZero();
            assertThatThrownBy(source::next)
                    .hasMessageContaining("'large.bin'")
                    .hasMessageContaining("'upload-memory'");
        }
    }

    @Test
    void buffers_are_let_go_once_no_write_needs_them() throws IOException {
        Part part = part(2);
        part.arrived();
        part.close();

        other.close();

        assertThat(isUsed(memory.piece())).isFalse();
    }

    @Test
    void no_more_buffers_are_kept_than_the_memory_has() {
        memory.reuse(Stream.generate(UploadMemoryTest::used).limit(3 * PIECES).toList());

        List<byte[]> kept = Stream.generate(memory::piece)
                .limit(3 * PIECES)
                .filter(UploadMemoryTest::isUsed)
                .toList();

        assertThat(kept).hasSize(PIECES);
    }

    @Test
    void streams_are_read_ahead_by_an_eighth_besides() {
        UploadMemory shared = new UploadMemory(16 * StreamBody.AHEAD, Duration.ZERO);

        assertThat(shared.isAheadTaken(StreamBody.AHEAD)).isTrue();
        assertThat(shared.isAheadTaken(StreamBody.AHEAD)).isTrue();
        assertThat(shared.isAheadTaken(StreamBody.AHEAD)).isFalse();
        assertThat(shared.isWhole()).isTrue();

        shared.giveAhead(StreamBody.AHEAD);

        assertThat(shared.isAheadTaken(StreamBody.AHEAD)).isTrue();
    }

    @Test
    void what_finds_no_memory_is_the_same_from_a_file() throws IOException {
        byte[] bytes = TestContents.bytes(3 * Part.PIECE + 7);
        UploadMemory roomy = new UploadMemory(1 << 20, Duration.ZERO);
        try (Part inMemory = Part.read(new ByteArrayInputStream(bytes), 1 << 20, roomy, Duration.ZERO, WANTED);
                Part onDisk = Part.read(new ByteArrayInputStream(bytes), 1 << 20, memory, Duration.ZERO, WANTED)) {
            assertThat(inMemory.isOnDisk()).isFalse();
            assertThat(onDisk.isOnDisk()).isTrue();
            assertThat(onDisk.size()).isEqualTo(bytes.length);
            assertThat(onDisk.stream()).hasBinaryContent(bytes);
            assertThat(onDisk.stream()).hasBinaryContent(bytes);
            assertThat(onDisk.md5()).isEqualTo(inMemory.md5());
        }
    }

    @Test
    @Timeout(60)
    void what_finds_no_room_on_the_disk_either_waits_for_its_turn() throws Exception {
        int size = PIECES * Part.PIECE;
        List<Part> onDisk = new ArrayList<>();
        for (int i = 0; i < UploadMemory.DISK; i++) {
            onDisk.add(Part.read(filled(size), size, memory, Duration.ZERO, WANTED));
        }
        FutureTask<Part> next = new FutureTask<>(() -> Part.read(filled(size), size, memory, Duration.ZERO, WANTED));
        Thread thread = new Thread(next);
        try {
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING && !next.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(next.isDone()).isFalse();

            onDisk.remove(0).close();

            assertThat(next.get().isOnDisk()).isTrue();
        } finally {
            onDisk.forEach(Part::close);
            next.get().close();
        }
    }

    @Test
    @Timeout(60)
    void what_waits_too_long_fails_and_says_what_to_do() throws IOException {
        UploadMemory full = full(Duration.ZERO);
        Content late = TestContents.unknownLength(TestContents.bytes(PART_SIZE));
        try (PartSource source = new PartSource(Key.of("late.bin"), late, PART_SIZE, full)) {
            assertThatThrownBy(source::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'late.bin'")
                    .hasMessageContaining("raise 'upload-memory'");
        }
    }

    @Test
    @Timeout(60)
    void what_nobody_wants_any_more_waits_for_nobody() throws IOException {
        UploadMemory full = full(Duration.ofDays(1));
        Content content = new UnwantedContent(TestContents.unknownLength(TestContents.bytes(PART_SIZE)));
        try (PartSource source = new PartSource(Key.of("unwanted.bin"), content, PART_SIZE, full)) {
            assertThatThrownBy(source::next).isInstanceOf(IOException.class).hasMessageContaining("in vain");
        }
    }

    @Test
    void a_file_of_few_bytes_waits_for_nobody() throws IOException {
        try (Part part = Part.read(filled(Part.PIECE), Part.PIECE, full(Duration.ZERO), Duration.ZERO, WANTED)) {
            assertThat(part.size()).isEqualTo(Part.PIECE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 39, 1L << 41, Long.MAX_VALUE})
    void memory_may_be_as_large_as_one_likes(long total) throws IOException {
        UploadMemory large = new UploadMemory(total, Duration.ZERO);

        boolean isMemory = large.take(PART_SIZE, Duration.ZERO, WANTED);
        large.give(PART_SIZE);

        assertThat(isMemory).isTrue();
        assertThat(large.isWhole()).isTrue();
    }

    @Test
    void a_part_in_a_file_can_be_sent_again_after_an_interruption() throws IOException {
        byte[] bytes = TestContents.bytes(3 * Part.PIECE);
        try (Part onDisk = Part.read(new ByteArrayInputStream(bytes), 1 << 20, memory, Duration.ZERO, WANTED)) {
            Thread.currentThread().interrupt();
            try {
                assertThat(onDisk.stream()).hasBinaryContent(bytes);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }

            assertThat(onDisk.stream()).hasBinaryContent(bytes);
        }
    }

    private Part part(int pieces) throws IOException {
        int size = pieces * Part.PIECE;
        return Part.read(filled(size), size, memory, UploadMemory.PATIENCE, WANTED);
    }

    /** Memory that is taken, and so is the disk. */
    private static UploadMemory full(Duration longest) throws IOException {
        UploadMemory full = new UploadMemory(PART_SIZE, Duration.ZERO, longest);
        for (int i = 0; i <= UploadMemory.DISK; i++) {
            full.take(PART_SIZE, Duration.ZERO, WANTED);
        }
        return full;
    }

    private static ByteArrayInputStream filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 1);
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] used() {
        byte[] piece = new byte[Part.PIECE];
        piece[0] = 1;
        return piece;
    }

    private static boolean isUsed(byte[] piece) {
        return piece[0] == 1;
    }

    static S3Writes writes(S3Client client, ObjectNames names, UploadMemory memory) {
        return new S3Writes(
                client,
                names,
                SETTINGS,
                PART_SIZE,
                memory,
                new Semaphore(1),
                Thread::new,
                new S3Errors(S3Server.BUCKET),
                null);
    }
}
