package org.storedfile.persistence.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Endless;
import org.storedfile.persistence.suite.run.Meeting;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;

/** The files of one flush are stored side by side, as many at once as there are threads. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ParallelUploadTest {
    private static final int AT_ONCE = 8;

    @RegisterExtension
    static final Unit UNIT =
            Unit.of(Album.class, Folder.class, Sheet.class).files(files -> files.uploadThreads(AT_ONCE));

    @Test
    void the_files_of_one_entity_are_stored_at_once() {
        Meeting all = new Meeting(AT_ONCE);
        UNIT.storage().beforeWrite(all::join);

        Folder folder = UNIT.save(folder(20));

        assertThat(UNIT.storage().keys()).hasSize(20);
        assertThat(folder.pages).allMatch(FileRef::isStored);
    }

    @Test
    void the_files_of_many_entities_are_stored_at_once() {
        Meeting all = new Meeting(AT_ONCE);
        UNIT.storage().beforeWrite(all::join);

        List<Album> albums = save(IntStream.range(0, 20).mapToObj(i -> FileRef.of("cover.png", "cover " + i)));

        for (Album album : albums) {
            assertThat(UNIT.storage().text(album.cover.key())).isEqualTo("cover " + albums.indexOf(album));
        }
    }

    @Test
    void each_entity_is_described_by_its_own_file() throws Exception {
        List<Sheet> sheets =
                IntStream.range(0, 64).mapToObj(i -> new Sheet("sheet " + i)).toList();

        UNIT.commit(em -> sheets.forEach(em::persist));

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (Sheet sheet : sheets) {
            String text = "sheet " + sheets.indexOf(sheet);
            assertThat(UNIT.storage().text(sheet.file.key())).isEqualTo(text);
            assertThat(UNIT.rows(
                            "select checksum from Sheet where id = ? and file = ? and bytes = ?",
                            sheet.id,
                            sheet.file.key(),
                            text.length()))
                    .containsExactly(HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8))));
        }
    }

    @Test
    void copies_are_read_by_the_threads_that_store_them() {
        List<Sheet> originals = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> new Sheet("sheet " + i))
                .toList();
        UNIT.commit(em -> originals.forEach(em::persist));
        Meeting all = new Meeting(AT_ONCE);
        UNIT.storage().beforeWrite(all::join);

        List<Sheet> copies =
                originals.stream().map(sheet -> new Sheet(sheet.file.copy())).toList();
        UNIT.commit(em -> copies.forEach(em::persist));

        assertThat(UNIT.storage().keys()).hasSize(2 * AT_ONCE);
        for (Sheet copy : copies) {
            assertThat(UNIT.storage().text(copy.file.key())).isEqualTo("sheet " + copies.indexOf(copy));
            assertThat(copy.checksum).isEqualTo(originals.get(copies.indexOf(copy)).checksum);
        }
    }

    @Test
    void never_more_are_stored_at_once_than_there_are_threads() {
        // Each write waits for seven others, so that all threads that there are take part.
        CyclicBarrier eight = new CyclicBarrier(AT_ONCE);
        UNIT.storage().beforeWrite(() -> {
            try {
                eight.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        UNIT.save(folder(25 * AT_ONCE));

        assertThat(UNIT.storage().writers()).hasSize(AT_ONCE);
        assertThat(UNIT.storage().mostAtOnce()).isEqualTo(AT_ONCE);
    }

    @Test
    void a_single_file_is_stored_by_the_thread_that_flushes() {
        UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        UNIT.save(new Album(FileRef.of("front.png", new ByteArrayInputStream(new byte[1]))));

        assertThat(UNIT.storage().writers()).containsExactly(Thread.currentThread());
    }

    @Test
    void streams_are_read_by_the_thread_that_flushes_while_others_store_the_rest() {
        Meeting rest = new Meeting(3);
        Set<Thread> readers = ConcurrentHashMap.newKeySet();
        UNIT.storage().onceRead(rest::join);
        Folder folder = folder(3);
        folder.loose.add(FileRef.of("stream.bin", new ByteArrayInputStream(new byte[] {1, 2, 3}) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                readers.add(Thread.currentThread());
                rest.await();
                return super.read(target, offset, count);
            }
        }));

        UNIT.save(folder);

        assertThat(readers).containsExactly(Thread.currentThread());
        assertThat(UNIT.storage().keys()).hasSize(4);
    }

    @Test
    void a_failure_breaks_off_the_others_and_awaits_them() {
        Meeting all = new Meeting(AT_ONCE);
        failOnBad(all);
        Folder folder = endless(20);
        folder.pages.set(5, FileRef.of("bad.bin", "bad"));

        assertThatThrownBy(() -> flush(folder))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContainingAll("'bad.bin'", "Folder.pages", "the disk is on fire");

        assertThat(UNIT.storage().underWay()).isZero();
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(folder.pages).noneMatch(FileRef::isStored);
    }

    @Test
    void after_a_failure_the_rest_is_not_sent() {
        Folder folder = endless(500);
        folder.pages.set(0, FileRef.of("bad.bin", "bad"));
        failOnBad(new Meeting(1));

        assertThatThrownBy(() -> UNIT.save(folder)).hasStackTraceContaining("the disk is on fire");

        assertThat(UNIT.storage().calls("write")).hasSizeLessThanOrEqualTo(AT_ONCE);
    }

    @Test
    void after_a_failure_all_can_be_saved_again() {
        List<FileRef> files = new ArrayList<>(folder(20).pages);
        Folder folder = new Folder();
        folder.pages.addAll(files);
        UNIT.storage().failOn(call -> call.startsWith("write") && call.contains("page-13"));
        assertThatThrownBy(() -> UNIT.save(folder)).hasStackTraceContaining("the disk is on fire");
        assertThat(UNIT.storage().keys()).isEmpty();
        UNIT.storage().failOn(call -> false);

        Folder again = new Folder();
        again.pages.addAll(files);
        UNIT.save(again);

        assertThat(UNIT.storage().keys()).hasSize(20);
        assertThat(UNIT.rows("select pages from Folder_pages where Folder_id = ?", again.id))
                .containsExactlyInAnyOrderElementsOf(UNIT.storage().keys());
    }

    @Test
    void of_several_failures_the_first_is_thrown_and_has_the_others() {
        Meeting all = new Meeting(3);
        UNIT.storage().beforeWrite(all::join);
        UNIT.storage().failOn(call -> call.startsWith("write"));

        assertThatThrownBy(() -> flush(folder(3)))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("Folder.pages")
                .satisfies(error -> assertThat(error.getSuppressed())
                        .hasSize(2)
                        .allSatisfy(other -> assertThat(other).hasMessageContaining("Folder.pages")));
    }

    @Test
    void a_failure_on_another_thread_has_the_stack_of_the_flush() {
        Thread here = Thread.currentThread();
        Meeting both = new Meeting(2);
        UNIT.storage().beforeWrite(both::join);
        UNIT.storage().onceRead(() -> {
            if (Thread.currentThread() != here) {
                throw new IllegalStateException("not here");
            }
        });

        assertThatThrownBy(() -> flush(folder(2)))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContainingAll("page-", "Folder.pages", "not here")
                .satisfies(error -> assertThat(error.getStackTrace())
                        .extracting(StackTraceElement::getClassName)
                        .contains(ParallelUploadTest.class.getName()));
    }

    @Test
    void an_error_on_another_thread_fails_the_flush() {
        Thread here = Thread.currentThread();
        Meeting both = new Meeting(2);
        UNIT.storage().beforeWrite(both::join);
        UNIT.storage().onceRead(() -> {
            if (Thread.currentThread() != here) {
                throw new StackOverflowError("deep");
            }
        });

        assertThatThrownBy(() -> flush(folder(2))).isInstanceOf(StackOverflowError.class);

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void an_interruption_gives_up_the_flush_and_is_not_forgotten() {
        Thread here = Thread.currentThread();
        Meeting both = new Meeting(2);
        UNIT.storage().beforeWrite(both::join);
        UNIT.storage().onceRead(here::interrupt);
        Folder folder = new Folder();
        for (int i = 0; i < 2; i++) {
            folder.pages.add(FileRef.of("page.txt", endlessOutside(here)));
        }

        assertThatThrownBy(() -> UNIT.save(folder)).hasStackTraceContaining("interrupted while files were stored");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(UNIT.storage().underWay()).isZero();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_flush_that_finds_all_threads_busy_goes_on_alone() throws Exception {
        Thread here = Thread.currentThread();
        Meeting busy = new Meeting(AT_ONCE);
        Meeting done = new Meeting(1);
        UNIT.storage().beforeWrite(() -> {
            if (Thread.currentThread() != here) {
                busy.join();
                done.await();
            }
        });
        Thread other = new Thread(() -> UNIT.save(folder(AT_ONCE)));
        other.start();
        busy.await();

        UNIT.save(folder(20));

        assertThat(UNIT.storage().keys()).hasSize(20);
        assertThat(UNIT.storage().writers()).hasSize(AT_ONCE + 1).contains(here, other);
        done.join();
        other.join();
        assertThat(UNIT.storage().keys()).hasSize(20 + AT_ONCE);
    }

    @Test
    void a_flush_that_finds_all_threads_busy_is_helped_once_one_is_free() throws Exception {
        Thread here = Thread.currentThread();
        Meeting busy = new Meeting(AT_ONCE);
        Meeting done = new Meeting(1);
        Meeting both = new Meeting(2);
        AtomicInteger elsewhere = new AtomicInteger();
        UNIT.storage().beforeWrite(() -> {
            if (Thread.currentThread() == here) {
                done.join();
                both.join();
            } else if (elsewhere.incrementAndGet() <= AT_ONCE) {
                busy.join();
                done.await();
            } else {
                both.join();
            }
        });
        Thread other = new Thread(() -> UNIT.save(folder(AT_ONCE)));
        other.start();
        busy.await();

        UNIT.save(folder(2));

        other.join();
        assertThat(elsewhere).hasValue(AT_ONCE + 1);
        assertThat(UNIT.storage().keys()).hasSize(2 + AT_ONCE);
    }

    @Test
    void a_flush_that_fails_while_its_help_waits_leaves_all_threads_to_others() throws Exception {
        Thread here = Thread.currentThread();
        Meeting busy = new Meeting(AT_ONCE);
        Meeting done = new Meeting(1);
        UNIT.storage().beforeWrite(() -> {
            if (Thread.currentThread() != here) {
                busy.join();
                done.await();
            }
        });
        failOnBad(new Meeting(1));
        Thread other = new Thread(() -> UNIT.save(folder(AT_ONCE)));
        other.start();
        busy.await();
        Folder folder = endless(20);
        folder.pages.set(0, FileRef.of("bad.bin", "bad"));

        assertThatThrownBy(() -> UNIT.save(folder)).hasStackTraceContaining("the disk is on fire");

        done.join();
        other.join();
        assertThat(UNIT.storage().keys()).hasSize(AT_ONCE);
        assertThat(UNIT.storage().calls("write")).hasSize(AT_ONCE + 1);
        Meeting all = new Meeting(AT_ONCE);
        UNIT.storage().beforeWrite(all::join);
        UNIT.save(folder(20));
        assertThat(UNIT.storage().keys()).hasSize(20 + AT_ONCE);
    }

    private static void flush(Folder folder) {
        UNIT.rollback(em -> em.persist(folder));
    }

    private static List<Album> save(Stream<FileRef> covers) {
        List<Album> albums = covers.map(Album::new).toList();
        UNIT.commit(em -> albums.forEach(em::persist));
        return albums;
    }

    private static void failOnBad(Meeting all) {
        UNIT.storage().failOn(call -> {
            if (!call.startsWith("write")) {
                return false;
            }
            all.join();
            return call.contains("/bad_");
        });
    }

    private static Folder folder(int pages) {
        Folder folder = new Folder();
        for (int i = 0; i < pages; i++) {
            folder.pages.add(FileRef.of("page-" + i + ".txt", "page " + i));
        }
        return folder;
    }

    private static Content endlessOutside(Thread thread) {
        return new Endless() {
            @Override
            public InputStream open() {
                return Thread.currentThread() == thread ? new ByteArrayInputStream(new byte[1]) : super.open();
            }
        };
    }

    private static Folder endless(int pages) {
        Folder folder = new Folder();
        for (int i = 0; i < pages; i++) {
            folder.pages.add(FileRef.of("endless.bin", new Endless()));
        }
        return folder;
    }

    /** Is described by siblings. */
    @Entity(name = "Sheet")
    public static class Sheet {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(sizeAttribute = "bytes", checksumAttribute = "checksum")
        FileRef file;

        Long bytes;

        String checksum;

        public Sheet() {}

        Sheet(String text) {
            this(FileRef.of("sheet.txt", text));
        }

        Sheet(FileRef file) {
            this.file = file;
        }
    }
}
