package org.storedfile.persistence.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileColumn;

/** Which columns of a mapping hold files, and which of them former ones. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("hibernate")
class TableReaderTest {
    @Test
    void a_table_whose_rows_have_a_start_that_the_application_mapped_itself_is_a_history() {
        List<FileColumn> history = Mapping.history(Versioned.class, Plain.class);

        assertThat(history).extracting(FileColumn::rows).containsExactly("Versioned for system_time all");
    }

    /** Has former rows, too, in MariaDB. */
    @Entity(name = "Versioned")
    static class Versioned {
        @Id
        long id;

        FileRef file;

        @GeneratedColumn("row start")
        Instant since;
    }

    /** Has none. */
    @Entity(name = "Plain")
    static class Plain {
        @Id
        long id;

        FileRef file;
    }

    /** Apart, because a run without Hibernate looks at the test's own methods. */
    private static final class Mapping {
        static List<FileColumn> history(Class<?>... entities) {
            try (StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                    .applySetting("hibernate.dialect", "org.hibernate.dialect.MariaDBDialect")
                    .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                    .build()) {
                Metadata metadata = new MetadataSources(registry)
                        .addAnnotatedClasses(entities)
                        .buildMetadata();
                try (SessionFactory factory = metadata.buildSessionFactory()) {
                    return TableReader.read(
                                    metadata,
                                    registry.requireService(JdbcServices.class).getDialect(),
                                    factory.unwrap(SessionFactoryImplementor.class)
                                            .getSqlStringGenerationContext())
                            .history();
                }
            }
        }
    }
}
