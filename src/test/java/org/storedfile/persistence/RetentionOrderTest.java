package org.storedfile.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which of several wishes holds, and when the journal lets a file go. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetentionOrderTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Retention DAY = Retention.of("P1D", Retention.DELETE);
    private static final Retention MONTH = Retention.of("P30D", Retention.DELETE);

    @Test
    void the_longer_time_wins_then_a_history_and_then_what_is_kept_for_ever() {
        assertThat(Retention.DELETE.or(DAY)).isEqualTo(DAY);
        assertThat(MONTH.or(DAY)).isEqualTo(MONTH);
        assertThat(DAY.or(MONTH)).isEqualTo(MONTH);
        assertThat(Retention.HISTORY.or(MONTH)).isEqualTo(Retention.HISTORY);
        assertThat(Retention.HISTORY.or(Retention.KEEP)).isEqualTo(Retention.KEEP);
    }

    @Test
    void what_the_journal_gives_each_file_is_the_least() {
        assertThat(Retention.DELETE.inJournal(HOUR)).hasValue(HOUR);
        assertThat(Retention.of("PT1M", Retention.DELETE).inJournal(HOUR)).hasValue(HOUR);
        assertThat(DAY.inJournal(HOUR)).hasValue(Duration.ofDays(1));
    }

    @Test
    void the_journal_remembers_what_is_kept_for_ever_but_not_what_a_history_refers_to() {
        assertThat(Retention.KEEP.inJournal(HOUR).orElseThrow()).isGreaterThan(Duration.ofDays(365_000));
        assertThat(Retention.HISTORY.inJournal(HOUR)).isEmpty();
    }

    @Test
    void what_an_attribute_says_wins_over_what_holds_unless_it_does() {
        assertThat(Retention.of("", Retention.HISTORY)).isEqualTo(Retention.HISTORY);
        assertThat(Retention.of("delete", Retention.HISTORY)).isEqualTo(Retention.DELETE);
        assertThat(Retention.of("keep", Retention.DELETE)).isEqualTo(Retention.KEEP);
    }

    @Test
    void of_two_wishes_one_is_enough_to_ask_the_history() {
        Retention unset = Retention.DELETE_UNLESS_IN_HISTORY;

        assertThat(DAY.or(unset)).isEqualTo(Retention.of("P1D", unset)).isNotEqualTo(DAY);
        assertThat(unset.or(Retention.DELETE)).isEqualTo(unset);
        assertThat(Retention.DELETE.or(unset)).isEqualTo(unset);
        assertThat(unset.or(Retention.HISTORY)).isEqualTo(Retention.HISTORY);
        assertThat(Retention.of("keep", unset)).isEqualTo(Retention.KEEP);
    }
}
