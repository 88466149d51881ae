package org.storedfile.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;

/** Rows that gave up files, of which some cannot be read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AskedRowsTest {
    private static final FileLocation GONE = new FileLocation("default", Key.of("gone.png"));
    private static final FileLocation HELD = new FileLocation("default", Key.of("held.png"));
    private static final FileLocation OWN = new FileLocation("default", Key.of("own.png"));

    private final Map<FileLocation, List<Holder>> readable = Map.of(
            GONE, List.of(new Row("Page#1.cover", Set.of())), HELD, List.of(new Row("Page#2.cover", Set.of(HELD))));
    private final Map<FileLocation, List<Holder>> oneUnreadable =
            Map.of(GONE, readable.get(GONE), HELD, readable.get(HELD), OWN, List.of(new Unreadable()));
    private final Logger log = Logger.getLogger(AskedRows.class.getName());
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        log.addHandler(lines);
    }

    @AfterEach
    void leave() {
        log.removeHandler(lines);
    }

    @Test
    void what_a_row_has_is_kept() {
        assertThat(AskedRows.now(readable)).containsExactly(HELD);
        assertThat(AskedRows.committed(readable)).containsExactly(HELD);
        assertThat(lines.all).isEmpty();
    }

    // A statement may have given it what another row gave up.
    @Test
    void a_row_that_cannot_be_read_before_the_commit_may_have_any_of_them() {
        assertThat(AskedRows.now(oneUnreadable)).containsExactlyInAnyOrder(GONE, HELD, OWN);
        assertThat(lines.all).containsExactlyInAnyOrder(kept(GONE), kept(OWN));
    }

    @Test
    void a_row_that_cannot_be_read_after_the_commit_may_have_any_of_them() {
        assertThat(AskedRows.committed(oneUnreadable)).containsExactlyInAnyOrder(GONE, HELD, OWN);
        assertThat(lines.all).containsExactlyInAnyOrder(kept(GONE), kept(OWN));
    }

    private static String kept(FileLocation location) {
        return "'" + location + "' is kept, because Page#3.cover could not be read";
    }

    private record Row(String name, Set<FileLocation> held) implements Holder {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Unreadable implements Holder {
        @Override
        public Set<FileLocation> held() {
            throw new IllegalArgumentException("not a key");
        }

        @Override
        public String toString() {
            return "Page#3.cover";
        }
    }

    private static final class Lines extends Handler {
        private final List<String> all = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            all.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
