package org.storedfile.persistence.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileRefConverter;
import org.storedfile.persistence.StoredFileListener;
import org.storedfile.persistence.listener.model.Letter;
import org.storedfile.persistence.listener.model.Paper;
import org.storedfile.persistence.listener.model.Stamp;
import org.storedfile.persistence.suite.run.EclipseLinkUnit;

/** What the plain listener does with EclipseLink where it can see no transaction. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourceLocalListenerTest {
    private static final Logger LOGGER = Logger.getLogger(StoredFileListener.class.getName());

    @RegisterExtension
    static final EclipseLinkUnit UNIT =
            EclipseLinkUnit.local(Letter.class, Paper.class, Stamp.class, FileRefConverter.class);

    @BeforeEach
    void no_rows() {
        UNIT.execute("delete from letter");
    }

    @Test
    void a_new_file_is_refused_and_nothing_is_stored() {
        assertThatThrownBy(() -> UNIT.commit(em -> em.persist(new Letter("one", FileRef.of("a.txt", "hello")))))
                .hasStackTraceContaining(
                        "the file 'a.txt' of Letter.body cannot be stored: there is no JTA transaction");

        assertThat(UNIT.rows("select body from letter")).isEmpty();
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void who_ignores_the_refusal_gets_no_row_either() {
        assertThatThrownBy(() -> UNIT.commit(em -> {
                    Letter letter = new Letter("one", FileRef.of("a.txt", "hello"));
                    assertThatThrownBy(() -> em.persist(letter)).hasStackTraceContaining("cannot be stored");
                }))
                .isNotNull();

        assertThat(UNIT.rows("select body from letter")).isEmpty();
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_new_file_in_an_update_is_refused_and_nothing_is_stored() {
        insert("letters/a.txt");

        assertThatThrownBy(() -> UNIT.commit(em -> em.find(Letter.class, 1L).body = FileRef.of("b.txt", "other")))
                .hasStackTraceContaining("'b.txt' is not stored yet");

        assertThat(UNIT.rows("select body from letter")).containsExactly("letters/a.txt");
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_stored_file_is_loaded_and_read() {
        insert("letters/a.txt");

        UNIT.commit(em -> assertThat(text(em.find(Letter.class, 1L))).isEqualTo("hello"));
    }

    @Test
    void an_entity_without_a_file_is_saved() {
        UNIT.commit(em -> em.persist(new Letter("one", null)));

        assertThat(UNIT.rows("select title from letter")).containsExactly("one");
    }

    @Test
    void the_file_of_a_removed_row_stays_and_one_warning_names_it() {
        insert("letters/a.txt");
        Listening listening = new Listening();

        LOGGER.addHandler(listening);
        UNIT.commit(em -> em.remove(em.find(Letter.class, 1L)));
        LOGGER.removeHandler(listening);

        assertThat(UNIT.rows("select body from letter")).isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly("letters/a.txt");
        assertThat(listening.log).hasSize(1);
        assertThat(listening.log.get(0).getParameters())
                .anyMatch(value -> value.toString().contains("letters/a.txt"));
    }

    private static void insert(String key) {
        UNIT.storage().put(key, "hello");
        UNIT.execute("insert into letter(id, title, body, size) values (1, 'one', '" + key + "', 5)");
    }

    private static String text(Letter letter) {
        try (var in = letter.body.open()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Listening extends Handler {
        final List<LogRecord> log = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            log.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
