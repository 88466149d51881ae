package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.journal.ReapedNow;
import org.storedfile.persistence.suite.model.Movie;
import org.storedfile.persistence.suite.run.FaultyBucket;
import org.storedfile.persistence.suite.run.StorageFault;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.TestContents;

/**
 * Whatever the storage does: a transaction commits with its bytes, or it fails, says why, and leaves nothing. For
 * resource-local and JTA units.
 */
// One instance, so that a class may have other faults.
@TestInstance(Lifecycle.PER_CLASS)
public abstract class FaultyStorageTest {
    private static final int SMALL = StorageFault.SMALL;

    private ReapedNow reaper;

    /** Returns a unit of {@link Movie}, whose storage {@code movies} is the bucket. */
    protected abstract Unit unit();

    /** Returns the bucket of this class. */
    protected abstract FaultyBucket bucket();

    /** Returns what befalls the bucket. */
    protected Stream<StorageFault> faults() {
        return StorageFault.ofEachKind();
    }

    protected static Unit with(FaultyBucket bucket) {
        return Unit.of(Movie.class)
                .files(files -> files.journal(ReapedNow.settings()))
                .storage("movies", bucket::storage);
    }

    @BeforeAll
    void open() {
        reaper = new ReapedNow(unit().apart());
    }

    @AfterAll
    void stop() throws IOException {
        reaper.close();
        bucket().close();
    }

    @BeforeEach
    void clear() throws Exception {
        unit().commit(em -> em.createQuery("select m from Movie m", Movie.class)
                .getResultList()
                .forEach(em::remove));
        reaper.run();
        assertThat(bucket().objects()).isEmpty();
    }

    @AfterEach
    void each_object_belongs_to_a_row_once_the_reaper_ran() throws Exception {
        bucket().relay().recovers();
        reaper.run();

        assertThat(bucket().objects().stream().map(key -> "movies:" + key))
                .containsExactlyInAnyOrderElementsOf(unit().rows("select film from Movie where film is not null"));
        assertThat(unit().storage().keys())
                .containsExactlyInAnyOrderElementsOf(
                        unit().rows("select trailer from Movie where trailer is not null"));
        assertThat(unit().rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_transaction_commits_its_bytes_or_fails_and_leaves_nothing(StorageFault fault) throws Exception {
        fault.breakage().of(bucket().relay());
        Movie movie = Movie.ofSize(fault.size());

        if (fault.commits()) {
            unit().save(movie);
        } else {
            assertThatThrownBy(() -> unit().save(movie))
                    .hasStackTraceContaining("the file 'film.mov' of Movie.film could not be stored as 'movies:film_");
        }

        bucket().relay().recovers();
        reaper.run();
        assertThat(bucket().objects()).isEqualTo(fault.commits() ? List.of(movie.film.key()) : List.of());
        assertThat(unit().rows("select film from Movie"))
                .hasSize(fault.commits() ? 1 : 0)
                .allMatch(film -> film.equals("movies:" + movie.film.key()));
        if (fault.commits()) {
            assertThat(bucket().bytes(movie.film.key())).isEqualTo(TestContents.bytes(fault.size()));
        }
    }

    @Test
    void a_file_that_cannot_be_replaced_stays() throws Exception {
        Movie movie = unit().save(Movie.ofSize(SMALL));
        String old = movie.film.key();
        bucket().relay().answers("^PUT", 500).forEver();

        assertThatThrownBy(() -> unit().commit(em -> em.find(Movie.class, movie.id).film = Movie.film(2 * SMALL)))
                .hasStackTraceContaining("could not be stored");

        bucket().relay().recovers();
        reaper.run();
        assertThat(unit().value("select film from Movie where id = ?", movie.id))
                .hasValue("movies:" + old);
        assertThat(bucket().bytes(old)).isEqualTo(TestContents.bytes(SMALL));
    }

    @Test
    void what_cannot_be_removed_at_a_rollback_is_removed_later() throws Exception {
        unit().rollback(em -> {
            em.persist(Movie.ofSize(SMALL));
            em.flush();
            refuse();
        });
        bucket().relay().recovers();
        assertThat(bucket().objects()).hasSize(1);

        reaper.run();

        assertThat(bucket().objects()).isEmpty();
    }

    @Test
    void what_cannot_be_removed_after_a_commit_is_removed_later() throws Exception {
        Movie movie = unit().save(Movie.ofSize(SMALL));
        String old = movie.film.key();
        unit().commit(em -> {
            Movie found = em.find(Movie.class, movie.id);
            found.film = Movie.film(SMALL);
            em.flush();
            refuse();
        });
        bucket().relay().recovers();
        assertThat(bucket().objects()).hasSize(2).contains(old);

        reaper.run();

        assertThat(bucket().objects()).hasSize(1).doesNotContain(old);
    }

    @Test
    void a_copy_of_what_breaks_off_while_it_is_read_is_no_file() throws Exception {
        Movie movie = unit().save(Movie.ofSize(SMALL));
        bucket().relay().cutsAnswer("^GET", SMALL / 2);

        Movie copy = new Movie();
        copy.trailer = movie.film.copy();

        assertThatThrownBy(() -> unit().save(copy)).hasStackTraceContaining("Movie.trailer could not be stored");

        assertThat(unit().storage().keys()).isEmpty();
        reaper.run();
        assertThat(bucket().objects()).containsExactly(movie.film.key());
    }

    private void refuse() {
        try {
            bucket().relay().refuses();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
