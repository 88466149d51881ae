package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Invoice;
import org.storedfile.persistence.suite.run.Unit;

/** The attribute in queries. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueryTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Invoice.class);

    private EntityManager em;
    private Album album;
    private Invoice invoice;

    /** What a query makes of an album. */
    public record AlbumCover(Long id, FileRef cover) {}

    @BeforeEach
    void store() {
        album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        invoice = UNIT.save(new Invoice(FileRef.of("may.pdf", "sum")));
        UNIT.storage().forgetCalls();
        em = UNIT.factory().createEntityManager();
    }

    @AfterEach
    void close() {
        em.close();
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_stored_file_finds_its_entity() {
        List<Long> found = em.createQuery("select a.id from Album a where a.cover = :cover", Long.class)
                .setParameter("cover", album.cover)
                .getResultList();

        assertThat(found).containsExactly(album.id);
    }

    @Test
    void a_stored_file_of_another_storage_finds_its_entity() {
        List<Long> found = em.createQuery("select i.id from Invoice i where i.scan in :scans", Long.class)
                .setParameter("scans", List.of(invoice.scan))
                .getResultList();

        assertThat(found).containsExactly(invoice.id);
    }

    @Test
    void a_prefix_finds_its_entities() {
        List<Long> found = em.createQuery("select a.id from Album a where a.cover like 'covers/%'", Long.class)
                .getResultList();

        assertThat(found).contains(album.id);
    }

    @Test
    void no_file_is_found_with_is_null() {
        List<Long> found = em.createQuery(
                        "select a.id from Album a where a.booklet is null and a.cover = :cover", Long.class)
                .setParameter("cover", album.cover)
                .getResultList();

        assertThat(found).containsExactly(album.id);
    }

    @Test
    void the_attribute_can_be_selected_alone() {
        FileRef cover = em.createQuery("select a.cover from Album a where a.id = :id", FileRef.class)
                .setParameter("id", album.id)
                .getSingleResult();

        assertThat(cover).isEqualTo(album.cover);
        assertThat(cover.storage()).isEqualTo("default");
    }

    @Test
    void a_selected_file_knows_its_storage() {
        FileRef scan = em.createQuery("select i.scan from Invoice i where i.id = :id", FileRef.class)
                .setParameter("id", invoice.id)
                .getSingleResult();

        assertThat(scan).isEqualTo(invoice.scan);
        assertThat(scan.storage()).isEqualTo("archive");
    }

    @Test
    void the_attribute_can_be_given_to_a_constructor() {
        AlbumCover cover = em.createQuery(
                        "select new " + AlbumCover.class.getName() + "(a.id, a.cover) from Album a where a.id = :id",
                        AlbumCover.class)
                .setParameter("id", album.id)
                .getSingleResult();

        assertThat(cover).isEqualTo(new AlbumCover(album.id, album.cover));
    }

    @Test
    void criteria_compare_the_attribute() {
        var builder = em.getCriteriaBuilder();
        var query = builder.createQuery(Album.class);
        var root = query.from(Album.class);
        query.select(root).where(builder.equal(root.get("cover"), album.cover));

        List<Album> found = em.createQuery(query).getResultList();

        assertThat(found).extracting(one -> one.id).containsExactly(album.id);
    }

    @Test
    void a_new_file_as_a_parameter_is_a_clear_error() {
        FileRef fresh = FileRef.of("fresh.png", "new");

        assertThatThrownBy(() -> em.createQuery("select a.id from Album a where a.cover = :cover", Long.class)
                        .setParameter("cover", fresh)
                        .getResultList())
                .hasStackTraceContaining("fresh.png")
                .hasStackTraceContaining("not stored");
    }

    @Test
    void a_bulk_update_leaves_the_objects_alone() {
        UNIT.commit(other -> other.createQuery("update Album a set a.cover = null where a.id = :id")
                .setParameter("id", album.id)
                .executeUpdate());

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_bulk_update_with_a_new_file_is_a_clear_error() {
        FileRef fresh = FileRef.of("fresh.png", "new");

        assertThatThrownBy(() -> UNIT.commit(other -> other.createQuery("update Album a set a.cover = :cover")
                        .setParameter("cover", fresh)
                        .executeUpdate()))
                .hasStackTraceContaining("fresh.png");
    }
}
