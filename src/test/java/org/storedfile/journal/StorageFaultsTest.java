package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.s3.Relay;

/** Whatever the storage does: a transaction commits with its bytes, or it fails, says why, and leaves nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageFaultsTest {
    private static final int SMALL = 100_000;
    private static final int PARTS = 11 << 20;
    private static final String PUT = "^PUT /files/[^?]*$";
    private static final String PART = "^PUT .*partNumber=2";
    private static final String CREATE = "^POST .*[?&]uploads";
    private static final String COMPLETE = "^POST .*uploadId=";
    private static final String ABORT = "^DELETE .*uploadId=";

    private static final FaultyBucket BUCKET = FaultyBucket.open();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Movie.class)
            .files(files -> files.journal(ReapedNow.settings()))
            .storage("movies", BUCKET::storage);

    private static ReapedNow reaper;

    @BeforeAll
    static void open() {
        reaper = new ReapedNow(UNIT.source());
    }

    @AfterAll
    static void stop() throws IOException {
        reaper.close();
        BUCKET.close();
    }

    @BeforeEach
    void clear() throws Exception {
        BUCKET.relay().recovers();
        UNIT.commit(em -> em.createQuery("select m from Movie m", Movie.class)
                .getResultList()
                .forEach(em::remove));
        reaper.run();
        assertThat(BUCKET.objects()).isEmpty();
    }

    /** What happens to the storage while it gets a file, and whether the transaction can commit all the same. */
    private record Fault(String name, int size, boolean commits, Breakage breakage) {
        @Override
        public String toString() {
            return name + (size == SMALL ? "" : ", in parts") + (commits ? ": commits" : ": fails");
        }
    }

    private interface Breakage {
        void of(Relay relay) throws IOException;
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("no fault", PARTS, true, relay -> {}),
                new Fault("connections are refused", SMALL, false, Relay::refuses),
                new Fault("connections are refused", PARTS, false, Relay::refuses),
                new Fault("the body breaks off once", SMALL, true, relay -> relay.resets(PUT, SMALL / 2)),
                new Fault(
                        "the body breaks off each time",
                        SMALL,
                        false,
                        relay -> relay.resets(PUT, SMALL / 2).forEver()),
                new Fault("the body breaks off once", PARTS, true, relay -> relay.resets(PART, 1 << 20)),
                new Fault(
                        "the body breaks off each time",
                        PARTS,
                        false,
                        relay -> relay.resets(PART, 1 << 20).forEver()),
                new Fault("the answer is lost once", SMALL, true, relay -> relay.losesAnswer(PUT)),
                new Fault(
                        "the answer is lost each time",
                        SMALL,
                        true,
                        relay -> relay.losesAnswer(PUT).forEver()),
                new Fault("the answer is lost, and nobody can look", SMALL, false, relay -> {
                    relay.losesAnswer(PUT).forEver();
                    relay.answers("^HEAD", 503).forEver();
                }),
                new Fault("the answer that begins an upload is lost", PARTS, true, relay -> relay.losesAnswer(CREATE)),
                new Fault(
                        "the answer that begins an upload is lost each time",
                        PARTS,
                        false,
                        relay -> relay.losesAnswer(CREATE).forEver()),
                new Fault("the answer that ends an upload is lost", PARTS, true, relay -> relay.losesAnswer(COMPLETE)),
                new Fault("the answer that ends an upload is lost, and nobody can look", PARTS, false, relay -> {
                    relay.losesAnswer(COMPLETE).forEver();
                    relay.answers("^HEAD", 500).forEver();
                }),
                new Fault("500 once", SMALL, true, relay -> relay.answers(PUT, 500)),
                new Fault(
                        "500 for ever",
                        SMALL,
                        false,
                        relay -> relay.answers("^PUT", 500).forEver()),
                new Fault("503 once", PARTS, true, relay -> relay.answers(PART, 503)),
                new Fault(
                        "503 for ever",
                        PARTS,
                        false,
                        relay -> relay.answers(PART, 503).forEver()),
                new Fault("a part is refused, and the upload cannot be given up", PARTS, false, relay -> {
                    relay.answers(PART, 403).forEver();
                    relay.answers(ABORT, 500).forEver();
                }),
                new Fault("an answer takes long", SMALL, true, relay -> relay.delaysAnswer(PUT, 300)),
                new Fault(
                        "answers take longer than the client waits",
                        SMALL,
                        true,
                        relay -> relay.holdsAnswer(PUT).forEver()),
                new Fault("bytes are damaged on their way once", SMALL, false, relay -> relay.damages(PUT)),
                new Fault(
                        "bytes are damaged on their way",
                        PARTS,
                        false,
                        relay -> relay.damages(PART).forEver()),
                new Fault("the clocks differ by minutes", SMALL, true, relay -> relay.replacesAnswer(PUT, skewed(5))),
                new Fault("the clocks differ by more", SMALL, false, relay -> {
                    relay.replacesAnswer(PUT, skewed(20)).forEver();
                    relay.answers("^HEAD", 403).forEver();
                }));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_transaction_commits_its_bytes_or_fails_and_leaves_nothing(Fault fault) throws Exception {
        fault.breakage().of(BUCKET.relay());
        Movie movie = Movie.ofSize(fault.size());

        if (fault.commits()) {
            UNIT.save(movie);
        } else {
            assertThatThrownBy(() -> UNIT.save(movie))
                    .hasStackTraceContaining("the file 'film.mov' of Movie.film could not be stored as 'movies:film_");
        }

        BUCKET.relay().recovers();
        reaper.run();
        assertThat(BUCKET.objects()).isEqualTo(fault.commits() ? List.of(movie.film.key()) : List.of());
        assertThat(UNIT.rows("select film from Movie"))
                .hasSize(fault.commits() ? 1 : 0)
                .allMatch(film -> film.equals("movies:" + movie.film.key()));
        if (fault.commits()) {
            assertThat(BUCKET.bytes(movie.film.key())).isEqualTo(TestContents.bytes(fault.size()));
        }
        assertThat(UNIT.rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }

    @Test
    void what_cannot_be_removed_at_a_rollback_is_removed_later() throws Exception {
        UNIT.rollback(em -> {
            em.persist(Movie.ofSize(SMALL));
            em.flush();
            refuse();
        });
        BUCKET.relay().recovers();
        assertThat(BUCKET.objects()).hasSize(1);

        reaper.run();

        assertThat(BUCKET.objects()).isEmpty();
    }

    @Test
    void what_cannot_be_removed_after_a_commit_is_removed_later() throws Exception {
        Movie movie = UNIT.save(Movie.ofSize(SMALL));
        String old = movie.film.key();
        UNIT.commit(em -> {
            Movie found = em.find(Movie.class, movie.id);
            found.film = Movie.film(SMALL);
            em.flush();
            refuse();
        });
        BUCKET.relay().recovers();
        assertThat(BUCKET.objects()).hasSize(2).contains(old);

        reaper.run();

        assertThat(BUCKET.objects()).hasSize(1).doesNotContain(old);
    }

    @Test
    void a_copy_of_what_breaks_off_while_it_is_read_is_no_file() throws Exception {
        Movie movie = UNIT.save(Movie.ofSize(SMALL));
        BUCKET.relay().cutsAnswer("^GET", SMALL / 2);

        Movie copy = new Movie();
        copy.trailer = movie.film.copy();

        assertThatThrownBy(() -> UNIT.save(copy)).hasStackTraceContaining("Movie.trailer could not be stored");

        assertThat(UNIT.storage().keys()).isEmpty();
        reaper.run();
        assertThat(BUCKET.objects()).containsExactly(movie.film.key());
    }

    private static void refuse() {
        try {
            BUCKET.relay().refuses();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String skewed(int minutes) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(minutes));
        String body = "<Error><Code>RequestTimeTooSkewed</Code><Message>The clocks differ.</Message></Error>";
        return "HTTP/1.1 403 Forbidden\r\nDate: " + date + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
