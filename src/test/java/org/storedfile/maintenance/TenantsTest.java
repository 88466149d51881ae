package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** Tenants with databases of their own, and files in one storage. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TenantsTest {
    @Test
    void nothing_is_swept_that_may_be_another_tenants() throws IOException {
        MemoryStorage storage = new MemoryStorage();
        storage.write(Key.of("of another tenant"), Content.of("bytes".getBytes(UTF_8)));
        try (StoredFiles files = StoredFiles.builder()
                        .storage("default", storage)
                        .exclusive("default")
                        .journal(JournalSettings.builder().enabled(false).build())
                        .build();
                StoredFiles.Registration registered = files.register();
                SessionFactory factory = tenants()) {
            FileMaintenance maintenance = FileMaintenance.builder(files).build();
            SweepOptions all = SweepOptions.of("default").acceptEmpty();

            assertThatThrownBy(() -> maintenance.sweep(all.remove(), MaintenanceListener.SILENT))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("a persistence unit has tenants in schemas or databases of their own");

            assertThat(registered).isNotNull();
            assertThat(factory.isOpen()).isTrue();
        }
        assertThat(storage.find(Key.of("of another tenant"))).isPresent();
    }

    private static SessionFactory tenants() {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Letter.class)
                .setProperty("hibernate.dialect", "org.hibernate.dialect.H2Dialect");
        configuration.getProperties().put(MultiTenancySettings.MULTI_TENANT_CONNECTION_PROVIDER, new Databases());
        return configuration.buildSessionFactory();
    }

    /** A row of a tenant. */
    @Entity
    static class Letter {
        @Id
        long id;

        @StoredFile
        FileRef file;
    }

    private static final class Databases implements MultiTenantConnectionProvider<String> {
        private static final long serialVersionUID = 1;

        @Override
        public Connection getAnyConnection() throws SQLException {
            return getConnection("any");
        }

        @Override
        public void releaseAnyConnection(Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public Connection getConnection(String tenant) throws SQLException {
            return DriverManager.getConnection("jdbc:h2:mem:tenant-" + tenant);
        }

        @Override
        public void releaseConnection(String tenant, Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public boolean supportsAggressiveRelease() {
            return false;
        }

        @Override
        public boolean isUnwrappableAs(Class<?> type) {
            return false;
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }
}
