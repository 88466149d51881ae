package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How long storages rest. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackOffTest {
    private final IOException silence = new IOException("no answer");
    private final IOException refusal =
            new IOException("could not delete", new AccessDeniedException("covers/front.png"));

    @Test
    void failures_during_a_rest_do_not_make_it_longer() {
        Duration hour = Duration.ofHours(1);
        BackOff backOff = new BackOff(hour);

        assertThat(backOff.failed("default", silence)).contains(hour);
        assertThat(backOff.failed("default", silence)).contains(hour);
        assertThat(backOff.isResting("default")).isTrue();
        assertThat(backOff.isResting("archive")).isFalse();
    }

    @Test
    void each_failure_after_a_rest_doubles_the_next_one() {
        BackOff backOff = new BackOff(Duration.ofNanos(1));

        for (int time : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
            assertThat(backOff.failed("default", silence)).contains(Duration.ofNanos(time));
            while (backOff.isResting("default")) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_success_ends_the_rest() {
        BackOff backOff = new BackOff(Duration.ofHours(1));
        backOff.failed("default", silence);

        backOff.succeeded("default");

        assertThat(backOff.isResting("default")).isFalse();
    }

    @Test
    void a_storage_that_refused_one_of_its_files_need_not_rest() {
        BackOff backOff = new BackOff(Duration.ofHours(1));

        assertThat(backOff.failed("default", refusal)).isEmpty();

        assertThat(backOff.isResting("default")).isFalse();
    }

    @Test
    void a_storage_that_fell_silent_after_a_refusal_rests() {
        IOException both = new IOException("could not delete", new AccessDeniedException("covers/front.png"));
        both.addSuppressed(silence);

        assertThat(new BackOff(Duration.ofHours(1)).failed("default", both)).isPresent();
    }

    // As java.nio tells of a dead mount.
    @Test
    void a_storage_that_told_of_an_error_that_has_no_type_rests() {
        IOException stale = new FileSystemException("covers/front.png", null, "Stale file handle");

        assertThat(new BackOff(Duration.ofHours(1)).failed("default", new IOException("could not delete", stale)))
                .isPresent();
    }
}
