package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.storage.Key;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.memory.MemoryStorage;

/** Who sees to objects that no transaction answers for, where there are several. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnyOfLooseObjectsTest {
    private final StoredFiles files =
            StoredFiles.builder().storage("default", new MemoryStorage()).build();
    private final List<FileLocation> seen = new ArrayList<>();
    private final List<Duration> lifetimes = new ArrayList<>();

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void one_does_although_others_cannot() throws IOException {
        // In whatever order they are asked.
        for (int number = 0; number < 20; number++) {
            add(true);
        }
        add(false);

        files.staged().store("a.txt", TestContents.text("a"));
        files.looseObjects()
                .goesWithOriginal(new FileLocation("default", Key.of("b")))
                .run();

        assertThat(seen).hasSize(2);
    }

    @Test
    void nothing_is_stored_if_none_can() {
        add(true);
        add(true);

        assertThatThrownBy(() -> files.staged().store("a.txt", TestContents.text("a")))
                .isInstanceOf(StoredFileException.class)
                .hasMessage("no database")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void where_there_is_none_nobody_does() throws IOException {
        assertThat(files.staged().store("a.txt", TestContents.text("a")).size()).isOne();
    }

    @Test
    void the_first_learns_what_was_stored_before_it_came_and_no_other_does() throws IOException {
        for (int number = 0; number < 3; number++) {
            files.staged().lasting(Duration.ofHours(1)).store("a.txt", TestContents.text("a"));
        }

        add(false);
        add(false);

        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
        assertThat(lifetimes).allSatisfy(left -> assertThat(left).isBetween(Duration.ZERO, Duration.ofHours(1)));
    }

    @Test
    void one_that_comes_and_cannot_fails_nothing() throws IOException {
        files.staged().store("a.txt", TestContents.text("a"));

        add(true);

        assertThat(seen).isEmpty();
    }

    @Test
    void only_so_many_wait_for_one() {
        AnyOfLooseObjects loose = new AnyOfLooseObjects(true);
        for (int number = 0; number <= AnyOfLooseObjects.MOST_EARLY; number++) {
            loose.expires(new FileLocation("default", Key.of("staged/" + number)), Duration.ZERO);
        }

        loose.add(seeing(false)).run();

        assertThat(seen).hasSize(AnyOfLooseObjects.MOST_EARLY);
    }

    private void add(boolean isDown) {
        var unused = files.expireLoose(seeing(isDown));
    }

    private LooseObjects seeing(boolean isDown) {
        return new LooseObjects() {
            @Override
            public void expires(FileLocation file, Duration lifetime) {
                see(file);
                lifetimes.add(lifetime);
            }

            @Override
            public Runnable goesWithOriginal(FileLocation variant) {
                see(variant);
                return () -> {};
            }

            private void see(FileLocation file) {
                if (isDown) {
                    throw new StoredFileException("no database");
                }
                seen.add(file);
            }
        };
    }
}
