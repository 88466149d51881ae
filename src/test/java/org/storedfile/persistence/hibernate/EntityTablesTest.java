package org.storedfile.persistence.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.persistence.suite.model.Album;

/** How rows are asked for their files in databases that need no server for that. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("hibernate")
class EntityTablesTest {
    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL", "MariaDB", "MySQL", "Oracle"})
    void many_rows_are_asked_together(String database) {
        assertThat(Mapping.cover(database).selectMany()).isEqualTo("select cover from Album where id in ");
    }

    // A statement waits there for others' locks on rows that it passes on its way.
    @ParameterizedTest
    @ValueSource(strings = {"SQLServer", "Sybase"})
    void each_row_is_asked_alone_where_a_read_waits_for_locks_of_other_rows(String database) {
        assertThat(Mapping.cover(database).selectMany()).isEmpty();
        assertThat(Mapping.cover(database).select()).isEqualTo("select cover from Album where id = ?");
    }

    @Test
    void a_row_is_locked_by_a_hint_in_SQL_Server() {
        assertThat(Mapping.cover("SQLServer").lockingSelect())
                .startsWith("select cover from Album with (updlock,")
                .endsWith("rowlock) where id = ?");
    }

    /** Apart, because a run without Hibernate looks at the test's own methods. */
    private static final class Mapping {
        static FileColumns cover(String database) {
            try (StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                    .applySetting("hibernate.dialect", "org.hibernate.dialect." + database + "Dialect")
                    .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                    .build()) {
                Metadata metadata = new MetadataSources(registry)
                        .addAnnotatedClass(Album.class)
                        .buildMetadata();
                PersistentClass entity = metadata.getEntityBinding(Album.class.getName());
                Property cover = entity.getProperty("cover");
                Dialect dialect = registry.requireService(JdbcServices.class).getDialect();
                try (SessionFactory factory = metadata.buildSessionFactory()) {
                    return new EntityTables(
                                    entity,
                                    dialect,
                                    factory.unwrap(SessionFactoryImplementor.class)
                                            .getSqlStringGenerationContext())
                            .row(cover.getValue(), cover);
                }
            }
        }
    }
}
