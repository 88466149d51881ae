package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Note;
import org.storedfile.persistence.suite.run.CommitFault;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** A transaction with two databases, one of which prepares, does not get the commit, and keeps its branch in doubt. */
@DisabledIfSystemProperty(
        named = "storedfile.test.database",
        matches = "h2",
        disabledReason = "H2 rolls a branch back when its connection closes")
@DisplayNameGeneration(ReplaceUnderscores.class)
class BranchInDoubtTest {
    @Order(1)
    @RegisterExtension
    static final Unit ALBUMS = Unit.of(Album.class)
            .jta()
            .files(files -> files.journal(
                    JournalSettings.builder().interval(Duration.ZERO).build()));

    @Order(2)
    @RegisterExtension
    static final Unit NOTES = Unit.of(Note.class).jta().beside(ALBUMS);

    @Test
    void keeps_both_files_until_it_is_committed() throws Exception {
        Album album = ALBUMS.save(new Album(FileRef.of("old.png", "old")));
        FileRef old = album.cover;

        FileRef fresh = replacedInDoubt(album, "committed");
        reap();
        assertThat(ALBUMS.storage().keys()).containsExactlyInAnyOrder(old.key(), fresh.key());
        assertThat(cover(album)).isEqualTo(old.key());
        end(true);
        reap();

        assertThat(cover(album)).isEqualTo(fresh.key());
        assertThat(ALBUMS.storage().keys()).containsExactly(fresh.key());
        assertThat(NOTES.value("select id from Note where id = 'committed'")).isPresent();
    }

    @Test
    void keeps_both_files_until_it_is_rolled_back() throws Exception {
        Album album = ALBUMS.save(new Album(FileRef.of("old.png", "old")));
        FileRef old = album.cover;

        FileRef fresh = replacedInDoubt(album, "rolled back");
        reap();
        assertThat(ALBUMS.storage().keys()).containsExactlyInAnyOrder(old.key(), fresh.key());
        end(false);
        ALBUMS.commit(em -> em.createNativeQuery("update stored_file_journal set due_at = 0 where state = 'intent'")
                .executeUpdate());
        reap();

        assertThat(cover(album)).isEqualTo(old.key());
        assertThat(ALBUMS.storage().keys()).containsExactly(old.key());
    }

    private static FileRef replacedInDoubt(Album album, String note) {
        FileRef fresh = FileRef.of("new.png", "new");
        try (Work work = ALBUMS.begin();
                EntityManager notes = NOTES.factory().createEntityManager()) {
            work.em().find(Album.class, album.id).cover = fresh;
            notes.persist(new Note(note, "text", null));
            ALBUMS.commits(CommitFault.INSTEAD);
            work.commit();
        } finally {
            ALBUMS.commits(CommitFault.NONE);
        }
        return fresh;
    }

    // As a transaction manager does that has read its log.
    private static void end(boolean commits) throws SQLException, XAException {
        XAConnection connection = ALBUMS.xa().getXAConnection();
        XAResource resource = connection.getXAResource();
        Xid[] branches = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        assertThat(branches).hasSize(1);
        if (commits) {
            resource.commit(branches[0], false);
        } else {
            resource.rollback(branches[0]);
        }
        connection.close();
    }

    private static String cover(Album album) {
        return ALBUMS.value("select cover from Album where id = ?", album.id).orElseThrow();
    }

    private static void reap() {
        Journal.of(StoredFiles.current()).forEach(Journal::reap);
    }
}
