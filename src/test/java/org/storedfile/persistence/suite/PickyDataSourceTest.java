package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Unit;

/** Rows are read again after the commit, when some pools give no connection to the completed transaction. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PickyDataSourceTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Folder.class).jta().picky();

    @Test
    void a_replaced_file_goes_after_commit() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef next = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.find(Album.class, album.id).cover = next);

        assertThat(UNIT.storage().keys()).containsExactly(next.key());
    }

    @Test
    void a_file_taken_from_a_collection_goes_after_commit() {
        Folder folder = new Folder();
        folder.pages.add(FileRef.of("page.txt", "page"));
        UNIT.save(folder);

        UNIT.commit(em -> em.find(Folder.class, folder.id).pages.clear());

        assertThat(UNIT.storage().keys()).isEmpty();
    }
}
