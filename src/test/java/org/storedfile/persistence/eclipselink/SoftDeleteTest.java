package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import org.eclipse.persistence.annotations.AdditionalCriteria;
import org.eclipse.persistence.annotations.Customizer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.DescriptorCustomizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;

/** A row that a statement only marks as deleted still points at its object, with EclipseLink's means for it. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SoftDeleteTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Scrap.class);

    /** Never leaves its table. */
    @Entity(name = "Scrap")
    @AdditionalCriteria("this.gone = false")
    @Customizer(Marking.class)
    public static class Scrap {
        @Id
        @GeneratedValue
        public Long id;

        public boolean gone;

        public FileRef file;
    }

    /** Marks rows instead of deleting them. */
    public static class Marking implements DescriptorCustomizer {
        @Override
        public void customize(ClassDescriptor descriptor) {
            descriptor.getQueryManager().setDeleteSQLString("update Scrap set gone = true where id = #ID");
        }
    }

    @Test
    void a_softly_deleted_entity_keeps_its_object_and_has_it_when_it_is_restored() throws IOException {
        Scrap scrap = new Scrap();
        scrap.file = FileRef.of("front.png", "pixels");
        UNIT.save(scrap);

        UNIT.commit(em -> em.remove(em.find(Scrap.class, scrap.id)));

        UNIT.commit(em -> assertThat(em.find(Scrap.class, scrap.id)).isNull());
        assertThat(UNIT.storage().keys()).containsExactly(scrap.file.key());

        UNIT.commit(em -> em.createNativeQuery("update Scrap set gone = false").executeUpdate());
        Scrap restored = UNIT.compute(em -> em.find(Scrap.class, scrap.id));
        assertThat(restored.file.open()).hasContent("pixels");
        FileRef fresh = FileRef.of("back.png", "new");
        UNIT.commit(em -> em.find(Scrap.class, scrap.id).file = fresh);
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }
}
