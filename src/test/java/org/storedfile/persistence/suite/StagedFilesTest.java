package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StagedFiles;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;
import org.storedfile.storage.Content;

/** Files that are stored before the transaction that holds them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StagedFilesTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    @Test
    void the_bytes_are_stored_before_and_copied_to_the_attributes_place() throws IOException {
        FileRef file = staged();
        assertThat(UNIT.storage().keys()).singleElement().asString().startsWith(StagedFiles.FOLDER);

        Album album = UNIT.save(new Album(file));

        assertThat(album.cover.key()).matches("covers/.*/front_[a-z0-9]{12}\\.png");
        assertThat(UNIT.storage().text(album.cover.key())).isEqualTo("pixels");
    }

    @Test
    void a_rolled_back_transaction_can_be_repeated() throws IOException {
        FileRef file = staged();
        try (Work transaction = UNIT.begin()) {
            transaction.em().persist(new Album(file));
            transaction.em().flush();
            transaction.rollback();
        }

        Album album = UNIT.save(new Album(file));

        assertThat(UNIT.storage().text(album.cover.key())).isEqualTo("pixels");
    }

    @Test
    void what_is_left_over_goes_when_it_has_expired_and_nothing_else_does() throws IOException {
        Album album = UNIT.save(new Album(staged()));
        staged();

        long early = StoredFiles.current().staged().expire(Duration.ofDays(40_000));
        long late = StoredFiles.current().staged().expire(Duration.ofHours(-1));

        assertThat(early).isZero();
        assertThat(late).isEqualTo(2);
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    private static FileRef staged() throws IOException {
        return StoredFiles.current()
                .staged()
                .store(
                        "front.png",
                        Content.of(new ByteArrayInputStream(
                                "pixels".getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
    }
}
