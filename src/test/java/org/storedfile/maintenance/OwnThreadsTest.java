package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.ForwardingStorage;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.memory.MemoryStorage;

/** Maintenance within a running application, whose flushes need their threads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnThreadsTest {
    private static final int THREADS = 3;

    @Test
    void it_works_with_as_many_as_it_was_given_and_takes_none_from_flushes() throws Exception {
        Meeting meeting = new Meeting(new MemoryStorage(), new CyclicBarrier(THREADS), ConcurrentHashMap.newKeySet());
        try (StoredFiles files = StoredFiles.builder()
                        .uploadThreads(1)
                        .storage("default", meeting)
                        .build();
                Letters letters = new Letters()) {
            for (String key : List.of("one.txt", "two.txt", "three.txt")) {
                meeting.write(Key.of(key), Content.of("bytes".getBytes(UTF_8)));
                letters.add(key);
            }

            FileMaintenance.builder(files)
                    .units(List.of(letters))
                    .build()
                    .verify(
                            VerifyOptions.DEFAULTS.checksums(Checksums.READ).threads(THREADS),
                            new MaintenanceListener() {});
        }

        assertThat(meeting.readers()).hasSize(THREADS).contains(Thread.currentThread());
        assertThat(meeting.readers())
                .filteredOn(thread -> thread != Thread.currentThread())
                .allSatisfy(thread -> {
                    thread.join(10_000);
                    assertThat(thread.isAlive()).isFalse();
                });
    }

    /** A storage whose readers wait for each other. */
    private record Meeting(Storage storage, CyclicBarrier all, Set<Thread> readers) implements ForwardingStorage {
        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            readers.add(Thread.currentThread());
            try {
                all.await(10, TimeUnit.SECONDS);
            } catch (Exception e) { // Whatever it is, they did not meet.
                throw new IOException("alone", e);
            }
            return storage.read(key, range);
        }
    }
}
