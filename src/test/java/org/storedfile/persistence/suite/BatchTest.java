package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** Many entities in one flush, with JDBC batches. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class)
            .with("hibernate.jdbc.batch_size", "20")
            .with("hibernate.order_inserts", "true")
            .with("hibernate.order_updates", "true")
            .with("hibernate.jdbc.batch_versioned_data", "true");

    @Test
    void each_entity_gets_its_own_object() {
        List<Album> albums = hundred();

        for (Album album : albums) {
            assertThat(UNIT.value("select cover from Album where id = ?", album.id))
                    .hasValue(album.cover.key());
        }
        assertThat(UNIT.storage().keys()).hasSize(100);
        assertThat(UNIT.storage().calls()).hasSize(100);
    }

    @Test
    void all_are_replaced_in_one_flush() {
        List<Album> albums = hundred();

        UNIT.commit(em -> albums.forEach(
                album -> em.find(Album.class, album.id).cover = FileRef.of("new.png", String.valueOf(album.id))));

        assertThat(UNIT.storage().keys()).hasSize(100).allMatch(key -> key.contains("/new_"));
        for (Album album : albums) {
            String key =
                    UNIT.value("select cover from Album where id = ?", album.id).orElseThrow();
            assertThat(UNIT.storage().text(key)).isEqualTo(String.valueOf(album.id));
        }
    }

    @Test
    void of_many_files_the_last_that_fails_takes_all_along() {
        UNIT.storage().failOn(call -> call.startsWith("write") && call.contains("bad_"));
        List<Album> albums = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            albums.add(new Album(FileRef.of(i == 49 ? "bad.png" : "good.png", "bytes")));
        }

        assertThatThrownBy(() -> UNIT.commit(em -> albums.forEach(em::persist)))
                .hasStackTraceContaining("the disk is on fire");

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(albums).noneMatch(album -> album.cover.isStored());
    }

    private static List<Album> hundred() {
        List<Album> albums = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            albums.add(new Album(FileRef.of("front.png", "bytes " + i)));
        }
        UNIT.commit(em -> albums.forEach(em::persist));
        return albums;
    }
}
