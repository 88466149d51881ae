package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** With parts that get no answer. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class PartsUnderWayTest {
    private static final int PLACES = 2;

    private final Semaphore shared = new Semaphore(PLACES);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final PartsUnderWay parts = new PartsUnderWay(shared, () -> {});

    @AfterEach
    void stop() {
        answer.countDown();
        assertThat(parts.stop()).isFalse();
        assertThat(shared.availablePermits()).isEqualTo(PLACES);
    }

    @Test
    void a_part_that_fails_ends_the_wait_for_one_without_an_answer() throws Exception {
        parts.submit(this::unanswered);
        parts.submit(number -> {
            throw new IllegalStateException("part " + number);
        });

        assertThatThrownBy(parts::arrived)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("part 2");
    }

    @Test
    void what_nobody_wants_any_more_is_not_awaited() throws Exception {
        PartsUnderWay unwanted = new PartsUnderWay(shared, PartsUnderWayTest::inVain);
        try {
            unwanted.submit(this::unanswered);

            assertThatThrownBy(unwanted::arrived)
                    .isInstanceOf(IOException.class)
                    .hasMessage("in vain");
        } finally {
            answer.countDown();
            unwanted.stop();
        }
    }

    @Test
    void what_finds_no_place_begins_when_another_upload_gives_one_back() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        PartsUnderWay other = new PartsUnderWay(shared, () -> {
            assertThat(begun).hasValue(0);
            answer.countDown();
        });
        for (int place = 0; place < PLACES; place++) {
            parts.submit(this::unanswered);
        }

        other.submit(number -> {
            begun.incrementAndGet();
            return part(number);
        });

        assertThat(other.arrived()).hasSize(1);
        assertThat(answer.getCount()).isZero();
        other.end();
    }

    @Test
    void what_finds_no_place_and_is_not_wanted_does_not_begin() throws Exception {
        PartsUnderWay unwanted = new PartsUnderWay(shared, PartsUnderWayTest::inVain);
        for (int place = 0; place < PLACES; place++) {
            parts.submit(this::unanswered);
        }
        IntFunction<CompletedPart> never = number -> {
            throw new AssertionError("began");
        };

        // More often than it has places of its own: it gives those back.
        for (int i = 0; i <= PartsUnderWay.AT_ONCE; i++) {
            assertThatThrownBy(() -> unwanted.submit(never)).hasMessage("in vain");
        }
        assertThat(unwanted.hasFailed()).isFalse();
        unwanted.end();
    }

    private CompletedPart unanswered(int number) {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return part(number);
    }

    private static CompletedPart part(int number) {
        return CompletedPart.builder().partNumber(number).build();
    }

    private static void inVain() throws IOException {
        throw new IOException("in vain");
    }
}
