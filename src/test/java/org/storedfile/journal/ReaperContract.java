package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;
import org.storedfile.persistence.suite.run.Meeting;
import org.storedfile.storage.Key;

/** How the reaper of each node goes about its work. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ReaperContract extends JournalTests {
    @Test
    void a_run_ends_at_its_ceiling_and_the_next_one_goes_on() throws SQLException {
        abandoned(25);
        try (Journal node =
                journal(journal.settings().with().batch(4).ceiling(10).build())) {
            assertThat(node.reap()).isEqualTo(10);
            assertThat(storage.keys()).hasSize(15);

            assertThat(node.reap()).isEqualTo(10);
            assertThat(node.reap()).isEqualTo(5);
        }
        assertThat(storage.keys()).isEmpty();
    }

    @Test
    void a_batch_is_one_of_objects_however_many_a_row_has() throws SQLException {
        List<FileLocation> flush =
                IntStream.range(0, 600).mapToObj(any -> location()).toList();
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            journal.begin().intend(flush, own(connection), "");
            flush.forEach(this::write);
            connection.rollback();
        }
        makeDue();
        try (Journal node = journal(journal.settings().with().batch(50).build())) {
            assertThat(node.reap()).isBetween(2, 20);
        }

        assertThat(storage.keys()).isEmpty();
        assertThat(storage.mostDeleted()).isBetween(50, 200);
    }

    @Test
    void the_oldest_are_removed_first() throws SQLException {
        abandoned(20);
        List<String> keys = new ArrayList<>(storage.keys());
        Collections.shuffle(keys);
        for (int age = 0; age < keys.size(); age++) {
            TestDatabase.execute(
                    source,
                    "update stored_file_journal set due_at = " + age + " where object_key = '" + keys.get(age) + "'");
        }
        try (Journal node =
                journal(journal.settings().with().batch(2).ceiling(6).build())) {
            assertThat(node.reap()).isEqualTo(6);
        }

        assertThat(storage.keys()).containsExactlyInAnyOrderElementsOf(keys.subList(6, 20));
    }

    @Test
    void rows_that_fill_no_batch_are_left_to_other_nodes() throws SQLException {
        takenByDead(410);
        AtomicBoolean isTaking = new AtomicBoolean();
        AtomicInteger byOther = new AtomicInteger();
        try (Journal other = journal(journal.settings().with().batch(20).build())) {
            source = new ListeningSource(source, sql -> {
                        // This node has its locks, and has not committed yet that it took what they are of.
                        if (sql.contains("attempts = attempts + 1") && isTaking.getAndSet(false)) {
                            byOther.set(other.reap());
                        }
                    })
                    .proxy();
            try (Journal node = journal(journal.settings().with().batch(20).build())) {
                isTaking.set(true);
                assertThat(node.reap()).isOne();
            }
        }

        assertThat(byOther).hasValue(3);
        assertThat(storage.keys()).isEmpty();
    }

    @Test
    void no_more_rows_are_asked_for_than_filled_the_batch_before() throws SQLException {
        takenByDead(410);
        List<String> asked = new CopyOnWriteArrayList<>();
        source = new ListeningSource(source, sql -> {
                    if (sql.contains(" limit ")) {
                        asked.add(sql);
                    }
                })
                .proxy();
        try (Journal node = journal(journal.settings().with().batch(20).build())) {
            asked.clear();
            assertThat(node.reap()).isEqualTo(4);
        }

        // Too many, one row for each of the batches, and none at last.
        assertThat(asked).hasSize(6);
        assertThat(new HashSet<>(asked)).hasSize(2);
    }

    /** Has four rows, each with more objects than a batch, which a node took before it died. */
    private void takenByDead(int files) throws SQLException {
        List<FileLocation> flush =
                IntStream.range(0, files).mapToObj(any -> location()).toList();
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            journal.begin().intend(flush, own(connection), "");
            flush.forEach(this::write);
            connection.rollback();
        }
        makeDue();
        storage.failOn(call -> call.startsWith("delete"));
        assertThat(journal.reap()).isZero();
        settle();
        storage.failOn(call -> false);
        makeDue();
        assertThat(journal.status().rows()).containsEntry("taken", 4L);
    }

    @Test
    void a_storage_that_is_down_is_left_alone_for_a_while_and_nothing_is_forgotten() throws SQLException {
        abandoned(3);
        storage.failOn(call -> call.startsWith("delete"));
        try (Journal node =
                journal(journal.settings().with().backOff(Duration.ofHours(1)).build())) {
            assertThat(node.reap()).isZero();
            int tried = storage.calls("delete").size();
            makeDue();
            assertThat(node.reap()).isZero();

            assertThat(storage.calls("delete")).hasSize(tried);
            assertThat(node.status().failures()).isEqualTo(3);
        }
        storage.failOn(call -> false);
        // As by a node that never met the failure.
        reapAll();

        assertThat(storage.keys()).isEmpty();
    }

    @Test
    void transactions_do_not_touch_a_storage_that_rests() throws SQLException {
        storage.failOn(call -> call.startsWith("delete"));
        try (Journal node =
                journal(journal.settings().with().backOff(Duration.ofHours(1)).build())) {
            replaced(node);
            int tried = storage.calls("delete").size();
            for (int commit = 0; commit < 7; commit++) {
                replaced(node);
                rolledBack(node);
            }

            assertThat(tried).isOne();
            assertThat(storage.calls("delete")).hasSize(tried);
            assertThat(node.status().failures()).isOne();
            assertThat(node.status().rows()).isEqualTo(Map.of("removal", 8L, "intent", 7L));
        }
        storage.failOn(call -> false);
        // As by a node that never met the failure.
        reapAll();
        reapAll();

        assertThat(storage.keys()).isEmpty();
        assertThat(journal.status().rows()).isEmpty();
    }

    private void replaced(Journal node) throws SQLException {
        FileLocation file = location();
        write(file);
        givenUp(node, Map.of(file, Duration.ZERO));
    }

    private void rolledBack(Journal node) throws SQLException {
        FileLocation file = location();
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = node.begin();
            transaction.intend(Set.of(file), own(connection), "");
            write(file);
            connection.rollback();
            transaction.rolledBack(Set.of(file), true);
        }
    }

    @Test
    void a_file_that_cannot_be_removed_does_not_let_its_storage_rest() throws SQLException {
        FileLocation stuck = new FileLocation("default", Key.of("covers/stuck.png"));
        storage.failOn(call -> {
            if (call.equals("delete " + stuck.key())) {
                throw new UncheckedIOException(new AccessDeniedException(call));
            }
            return false;
        });
        try (Journal node =
                journal(journal.settings().with().backOff(Duration.ofHours(1)).build())) {
            write(stuck);
            givenUp(node, Map.of(stuck, Duration.ZERO));
            makeDue();
            assertThat(node.reap()).isZero();
            replaced(node);
            rolledBack(node);

            assertThat(storage.keys()).containsExactly(stuck.key().value());
            assertThat(node.status().rows()).containsEntry("removal", 1L);
            assertThat(node.status().failures()).isEqualTo(2);
        }
    }

    @Test
    void commits_that_fail_at_the_same_moment_let_the_storage_rest_once() throws Exception {
        Meeting meeting = new Meeting(2);
        storage.failOn(call -> {
            boolean isDeleting = call.startsWith("delete");
            if (isDeleting) {
                meeting.join();
            }
            return isDeleting;
        });
        List<String> said = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(Reaper.class.getName());
        Handler handler = handler(said);
        logger.addHandler(handler);
        try (Journal node =
                journal(journal.settings().with().backOff(Duration.ofHours(1)).build())) {
            FutureTask<Boolean> other = new FutureTask<>(() -> {
                replaced(node);
                return true;
            });
            new Thread(other).start();
            replaced(node);
            assertThat(other.get()).isTrue();
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(said).hasSize(2).allMatch(text -> text.contains("which rests for 3600 s"));
    }

    @Test
    void an_object_counts_as_removed_once_although_it_is_removed_again() throws SQLException {
        abandon(location());
        replaced(journal);
        rolledBack(journal);
        reapAll();
        reapAll();

        JournalStatus status = journal.status();
        assertThat(status.rows()).isEmpty();
        assertThat(status.removed()).isEqualTo(3);
        assertThat(status.reaped()).isEqualTo(2);
    }

    @Test
    void why_a_rollback_could_not_remove_is_told_until_it_is_removed() throws SQLException {
        storage.failOn(call -> call.startsWith("delete"));
        rolledBack(journal);

        assertThat(failures()).singleElement().satisfies(failure -> {
            assertThat(failure.state()).isEqualTo("taken");
            assertThat(failure.error()).contains("the disk is on fire: delete covers/");
        });
        try (Journal node = journal(journal.settings())) {
            storage.failOn(call -> false);
            makeDue();
            assertThat(node.reap()).isOne();
        }
        assertThat(journal.status().rows()).isEqualTo(Map.of("reaped", 1L));
        assertThat(failures()).isEmpty();
    }

    private List<JournalContents.Failure> failures() throws SQLException {
        settle();
        try (Connection connection = source.getConnection()) {
            return JournalEntries.of(journal.settings())
                    .contents(connection, 10)
                    .orElseThrow()
                    .failures();
        }
    }

    @Test
    void one_that_cannot_be_removed_keeps_no_other() throws SQLException {
        abandoned(20);
        String stuck = storage.keys().stream().sorted().skip(7).findFirst().orElseThrow();
        storage.failOn(call -> call.contains(stuck));
        try (Journal node =
                journal(journal.settings().with().backOff(Duration.ofHours(1)).build())) {
            assertThat(node.reap()).isEqualTo(19);
            assertThat(storage.keys()).containsExactly(stuck);

            // The storage does not rest for it.
            storage.failOn(call -> false);
            makeDue();
            assertThat(node.reap()).isEqualTo(20);
        }
        assertThat(storage.keys()).isEmpty();
    }

    @Test
    void two_nodes_at_once_share_the_work() throws SQLException {
        abandoned(200);
        try (Journal one = journal(journal.settings().with().batch(7).build());
                Journal other = journal(journal.settings().with().batch(7).build())) {
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(one::reap);
            CompletableFuture<Integer> second = CompletableFuture.supplyAsync(other::reap);

            assertThat(first.join() + second.join()).isEqualTo(200);
        }
        assertThat(storage.calls("delete")).doesNotHaveDuplicates().hasSize(200);
        assertThat(storage.keys()).isEmpty();
    }

    @Test
    void what_a_node_took_before_it_died_is_done_by_another_after_its_lease() throws SQLException {
        abandoned(3);
        storage.failOn(call -> {
            throw new StackOverflowError("the node dies in the middle of a removal");
        });
        try {
            journal.reap();
        } catch (StackOverflowError e) {
            assertThat(e).hasMessageContaining("dies");
        }
        storage.failOn(call -> false);
        try (Journal node = journal(journal.settings())) {
            assertThat(node.reap()).isZero();
            makeDue();
            assertThat(node.reap()).isEqualTo(3);
        }
        assertThat(storage.keys()).isEmpty();
    }

    @Test
    void closing_ends_a_run_that_tries_each_alone() throws SQLException {
        List<FileLocation> files =
                IntStream.range(0, 20).mapToObj(any -> location()).toList();
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            journal.begin().remove(connection, Journal.all(files, Duration.ZERO), Set.of());
            connection.commit();
        }
        try (Journal node = journal(journal.settings())) {
            storage.failOn(call -> {
                boolean isStuck = call.equals("delete " + files.get(7).key());
                if (isStuck) {
                    node.reaper().close();
                }
                return isStuck;
            });

            assertThat(node.reap()).isZero();
        }

        // As one request.
        assertThat(storage.calls("delete")).hasSize(20);
    }

    @Test
    void closing_interrupts_a_reaper_whose_storage_does_not_answer() throws Exception {
        abandoned(1);
        Meeting removing = new Meeting(1);
        CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
        storage.failOn(call -> {
            removing.join();
            try {
                // Longer than the test.
                return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                return isInterrupted.complete(true);
            }
        });
        try (Journal node =
                journal(journal.settings().with().interval(Duration.ofMillis(1)).build())) {
            removing.await();
            node.reaper().close(Duration.ofMillis(1));

            assertThat(isInterrupted.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void very_many_that_a_transaction_gave_up_go_in_blocks() throws SQLException {
        givenUp(25_000);

        assertThat(storage.calls("delete")).doesNotHaveDuplicates().hasSize(25_000);
        assertThat(storage.mostDeleted()).isEqualTo(10_000);
        settle();
        assertThat(journal.status().rows()).isEmpty();
    }

    @Test
    void two_blocks_are_removed_at_once() throws SQLException {
        Meeting meeting = new Meeting(2);
        Set<Thread> removing = ConcurrentHashMap.newKeySet();
        storage.failOn(call -> {
            if (call.startsWith("delete") && removing.add(Thread.currentThread())) {
                meeting.join();
            }
            return false;
        });

        givenUp(10_001);

        assertThat(removing).hasSize(2);
        assertThat(storage.calls("delete")).doesNotHaveDuplicates().hasSize(10_001);
    }

    @Test
    void one_that_cannot_be_removed_keeps_no_other_block() throws SQLException {
        storage.failOn(call -> call.contains("stuck"));

        givenUp(25_000, new FileLocation("default", Key.of("covers/0-stuck.png")));

        assertThat(new HashSet<>(storage.calls("delete"))).hasSize(25_001);
    }

    @Test
    void a_storage_that_is_down_is_not_asked_for_every_block() throws SQLException {
        storage.failOn(call -> call.startsWith("delete"));

        givenUp(40_000);

        // Two threads are at it, with a block each, and then one key to see whether it was that block only.
        assertThat(storage.calls("delete").size()).isLessThanOrEqualTo(20_002);
        settle();
        assertThat(journal.status().rows()).containsEntry("removal", 40_000L);
    }

    private void givenUp(int count, FileLocation... more) throws SQLException {
        Map<FileLocation, Duration> removals = Stream.concat(
                        IntStream.range(0, count).mapToObj(i -> location()), Stream.of(more))
                .collect(Collectors.toMap(file -> file, file -> Duration.ZERO));
        givenUp(journal, removals);
    }

    private void givenUp(Journal node, Map<FileLocation, Duration> removals) throws SQLException {
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = node.begin();
            transaction.remove(connection, removals, Set.of());
            connection.commit();
            transaction.committed();
        }
    }

    @Test
    void a_storage_that_is_not_configured_any_more_is_told_once_and_nothing_is_deleted() throws SQLException {
        FileLocation file = location();
        FileLocation gone = new FileLocation("gone", file.key());
        write(file);
        journal.intend(Set.of(gone), Duration.ZERO);

        List<String> said = new ArrayList<>();
        Logger logger = Logger.getLogger(Reaper.class.getName());
        Handler handler = handler(said);
        logger.addHandler(handler);
        try {
            reapAll();
            reapAll();
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("the journal has rows of a storage 'gone', which is not configured (there are [default])");
        assertThat(storage.calls("delete")).isEmpty();
        assertThat(rows(gone)).containsExactly(gone);
    }

    private static Handler handler(List<String> said) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(MessageFormat.format(record.getMessage(), record.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private void abandoned(int count) throws SQLException {
        List<FileLocation> files =
                IntStream.range(0, count).mapToObj(i -> location()).toList();
        journal.intend(files, Duration.ofHours(1));
        files.forEach(this::write);
        makeDue();
    }
}
