package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Work of several threads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SideBySideTest {
    @Test
    void an_error_of_another_thread_is_not_lost() {
        try (StoredFiles files = StoredFiles.builder().build()) {
            Thread main = Thread.currentThread();
            CountDownLatch failed = new CountDownLatch(1);

            assertThatThrownBy(() -> SideBySide.run(List.of(1, 2), 2, files.uploadThreads(), item -> {
                        if (Thread.currentThread() != main) {
                            failed.countDown();
                            throw new StackOverflowError("of another thread");
                        }
                        await(failed);
                    }))
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessage("of another thread");
        }
    }

    @Test
    void where_no_thread_can_be_made_this_one_does_it_all() {
        StoredFiles.Builder builder = StoredFiles.builder().uploadExecutor(work -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        try (StoredFiles files = builder.build()) {
            List<Integer> done = new ArrayList<>();

            SideBySide.run(List.of(1, 2, 3), 2, files.uploadThreads(), done::add);

            assertThat(done).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_thread_that_is_free_later_helps_what_is_under_way() {
        try (StoredFiles files = StoredFiles.builder().uploadThreads(2).build()) {
            Thread main = Thread.currentThread();
            CountDownLatch released = new CountDownLatch(1);
            CountDownLatch helped = new CountDownLatch(1);
            assertThat(files.uploadThreads().tryRun(() -> await(released), () -> {}))
                    .isPresent();

            SideBySide.run(List.of(1, 2), 2, files.uploadThreads(), item -> {
                if (Thread.currentThread() == main) {
                    released.countDown();
                    await(helped);
                } else {
                    helped.countDown();
                }
            });

            assertThat(helped.getCount()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
