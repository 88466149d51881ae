package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import org.storedfile.validation.FileSize;
import software.amazon.awssdk.services.s3.S3Client;

/** A stream of unknown length that is longer than allowed, in the middle of a multipart upload. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ValidationS3Test {
    private static final int MEBIBYTE = 1 << 20;
    private static final S3Server SERVER = server();
    private static final S3Client CLIENT = S3Server.client(SERVER.endpoint()).build();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Movie.class)
            .with("jakarta.persistence.validation.mode", "callback")
            .storage(
                    "movies",
                    () -> S3Storage.builder(CLIENT, S3Server.BUCKET)
                            .partSize(5 * MEBIBYTE)
                            .build());

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        SERVER.close();
    }

    @Test
    void it_is_cut_off_and_leaves_neither_object_nor_parts() {
        Movie movie = new Movie();
        Endless stream = new Endless();
        movie.film = FileRef.of("film.mov", stream);

        assertThatThrownBy(() -> UNIT.save(movie))
                .hasStackTraceContaining("ConstraintViolationException: film: must be at most 12 MB, but is larger");

        assertThat(stream.count).isBetween(12L * MEBIBYTE, 12L * MEBIBYTE + 8192);
        assertThat(CLIENT.listObjectsV2(request -> request.bucket(S3Server.BUCKET))
                        .contents())
                .isEmpty();
        assertThat(CLIENT.listMultipartUploads(request -> request.bucket(S3Server.BUCKET))
                        .uploads())
                .isEmpty();
        assertThat(UNIT.rows("select id from Movie")).isEmpty();
    }

    private static S3Server server() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never ends, and counts what is read. */
    private static final class Endless extends InputStream {
        private long count;

        @Override
        public int read() {
            count++;
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            count += length;
            return length;
        }
    }

    /** Has a film. */
    @Entity(name = "Movie")
    public static class Movie {
        @Id
        @GeneratedValue
        Long id;

        @FileSize(max = "12 MB")
        @StoredFile(storage = "movies")
        FileRef film;
    }
}
