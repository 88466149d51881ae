package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;

/** How long others wait while the owners of many keys are looked for, some of which are in flight. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SettlingTest extends JournalTests {
    @Override
    DataSource create() throws SQLException {
        return new H2().create();
    }

    @Test
    void one_in_flight_keeps_no_other_as_long_as_there_is_time() throws SQLException {
        List<FileLocation> abandoned = abandoned();

        assertThat(taken(abandoned, Duration.ofMinutes(1))).containsExactlyElementsOf(abandoned);
        assertThat(states()).containsExactlyInAnyOrder("intent", "taken", "taken");
    }

    @Test
    void when_the_time_is_over_the_rest_is_left_for_later() throws SQLException {
        List<FileLocation> abandoned = abandoned();

        assertThat(taken(abandoned, Duration.ZERO)).isEmpty();
        assertThat(states()).containsExactly("intent", "intent", "intent");

        reapAll();
        assertThat(storage.keys()).hasSize(1);
    }

    /** Settles keys of which one is in flight in a transaction with a snapshot, which is committed afterwards. */
    private List<FileLocation> taken(List<FileLocation> abandoned, Duration patience) throws SQLException {
        FileLocation inFlight = location();
        List<FileLocation> all = new ArrayList<>(abandoned);
        all.add(inFlight);
        try (Connection connection = begin(Connection.TRANSACTION_REPEATABLE_READ)) {
            stored(connection, inFlight);
            Settling settling = new Settling(journal.table(), Duration.ofMinutes(1), Duration.ofMinutes(1), patience);
            List<FileLocation> taken = journal.clerk().call(clerk -> {
                journal.table().lock(clerk, all, State.INTENT);
                return settling.take(clerk, all);
            });
            connection.commit();
            return taken;
        }
    }

    private List<FileLocation> abandoned() {
        List<FileLocation> abandoned =
                Stream.generate(JournalTests::location).limit(2).toList();
        abandoned.forEach(this::abandon);
        return abandoned;
    }

    private List<String> states() {
        return journal.clerk().call(connection -> {
            List<String> states = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select state from stored_file_journal where state not in ('marker', 'kept')")) {
                while (rows.next()) {
                    states.add(rows.getString(1));
                }
            }
            return states;
        });
    }
}
