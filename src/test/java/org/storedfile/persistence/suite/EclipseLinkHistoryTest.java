package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Customizer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.DescriptorCustomizer;
import org.eclipse.persistence.history.HistoryPolicy;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.run.Unit;

/** The history that EclipseLink keeps by itself keeps its files. */
@Tag("eclipselink")
@EnabledIfSystemProperty(named = "storedfile.test.provider", matches = "eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EclipseLinkHistoryTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Film.class, Strip.class, Leaf.class).files(files -> files.exclusive("default"));

    private Film film;

    /** Has a history. */
    @Entity(name = "Film")
    @Table(name = "Film")
    @Customizer(Historian.class)
    public static class Film {
        @Id
        @GeneratedValue
        Long id;

        FileRef sound;

        @StoredFile(onReplace = StoredFile.DELETE)
        FileRef draft;

        @Embedded
        Strip strip = new Strip();

        @ElementCollection
        List<FileRef> parts = new ArrayList<>();
    }

    /** Lies in the rows of films. */
    @Embeddable
    public static class Strip {
        @Column(name = "strip")
        FileRef image;
    }

    /** Has none. */
    @Entity(name = "Leaf")
    @Table(name = "Leaf")
    public static class Leaf {
        @Id
        @GeneratedValue
        Long id;

        FileRef file;
    }

    /** Keeps the history of films and of their parts. */
    public static class Historian implements DescriptorCustomizer {
        @Override
        public void customize(ClassDescriptor descriptor) {
            descriptor.setHistoryPolicy(policy("Film_history"));
            HistoryPolicy parts = policy("Film_parts_history");
            DirectCollectionMapping mapping = (DirectCollectionMapping) descriptor.getMappingForAttributeName("parts");
            mapping.setHistoryPolicy(parts);
            parts.setMapping(mapping);
        }

        private static HistoryPolicy policy(String table) {
            HistoryPolicy policy = new HistoryPolicy();
            policy.addHistoryTableName(table);
            policy.addStartFieldName("row_start");
            policy.addEndFieldName("row_end");
            policy.useLocalTime();
            return policy;
        }
    }

    // EclipseLink makes tables for rows, and none for their history.
    @BeforeAll
    static void tables() throws SQLException {
        try (Connection connection = UNIT.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table Film_history (id bigint, sound varchar(255), draft varchar(255),"
                    + " strip varchar(255), row_start timestamp, row_end timestamp null)");
            statement.execute(
                    "create table Film_parts_history (Film_id bigint, parts varchar(255), row_start timestamp,"
                            + " row_end timestamp null)");
        }
    }

    @BeforeEach
    void save() {
        film = new Film();
        film.sound = FileRef.of("sound.wav", "first");
        film.draft = FileRef.of("draft.wav", "first");
        film.strip.image = FileRef.of("strip.png", "first");
        film.parts.add(FileRef.of("part.wav", "first"));
        UNIT.save(film);
    }

    @Test
    void what_was_replaced_and_removed_stays_for_it() throws IOException {
        String sound = film.sound.key();
        String strip = film.strip.image.key();
        String part = film.parts.get(0).key();
        FileRef fresh = FileRef.of("sound.wav", "second");

        UNIT.commit(em -> {
            Film found = em.find(Film.class, film.id);
            found.sound = fresh;
            found.draft = null;
            found.strip.image = null;
            found.parts.clear();
        });
        UNIT.commit(em -> em.remove(em.find(Film.class, film.id)));

        assertThat(UNIT.rows("select sound from Film_history where id = ?", film.id))
                .contains(sound, fresh.key());
        assertThat(UNIT.rows("select parts from Film_parts_history where Film_id = ?", film.id))
                .contains(part);
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(sound, fresh.key(), strip, part);

        maintenance().sweep(SweepOptions.of("default").acceptEmpty().remove(), MaintenanceListener.SILENT);

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(sound, fresh.key(), strip, part);
    }

    @Test
    void what_moved_to_an_entity_without_a_history_stays_when_that_gives_it_up() {
        String sound = film.sound.key();
        String part = film.parts.get(0).key();
        Leaf one = new Leaf();
        Leaf two = new Leaf();
        UNIT.commit(em -> {
            Film found = em.find(Film.class, film.id);
            one.file = found.sound;
            two.file = found.parts.remove(0);
            found.sound = null;
            em.persist(one);
            em.persist(two);
        });

        UNIT.commit(em -> {
            em.remove(em.find(Leaf.class, one.id));
            em.find(Leaf.class, two.id).file = null;
        });

        assertThat(UNIT.storage().keys()).contains(sound, part);
    }

    @Test
    void what_never_was_in_a_film_goes() {
        Leaf leaf = new Leaf();
        leaf.file = FileRef.of("leaf.png", "pixels");
        UNIT.save(leaf);

        UNIT.commit(em -> em.remove(em.find(Leaf.class, leaf.id)));

        assertThat(UNIT.storage().keys()).doesNotContain(leaf.file.key());
    }

    @Test
    void the_columns_of_history_are_known_by_their_tables() {
        assertThat(FileTables.of(UNIT.factory()).columns())
                .extracting(column -> column.attribute())
                .contains("Film_history.SOUND", "Film_history.DRAFT", "Film_history.strip", "Film_parts_history.PARTS");
    }

    private static FileMaintenance maintenance() {
        return FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(UNIT.factory())))
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)))
                .build();
    }
}
