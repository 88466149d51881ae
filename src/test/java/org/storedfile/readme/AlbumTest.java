package org.storedfile.readme;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@NullUnmarked
class AlbumTest {
    @TempDir
    Path folder;

    private StoredFiles.Registration registration;
    private SessionFactory units;

    @BeforeEach
    void start() throws IOException {
        registration = StoredFiles.builder()
                .storage(
                        "default",
                        FileSystemStorage.builder(folder.resolve("stored-files"))
                                .links(
                                        URI.create("https://example.org/files/"),
                                        LinkSigner.with(new byte[32]).build())
                                .build())
                .storage("invoices", new MemoryStorage())
                .build()
                .register();
        units = new Configuration()
                .addAnnotatedClass(Album.class)
                .addAnnotatedClass(Invoice.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                .buildSessionFactory();
    }

    @AfterEach
    void stop() {
        units.close();
        registration.close();
    }

    @Test
    void the_first_example_stores_a_cover() throws IOException {
        Path front = Files.writeString(folder.resolve("front.png"), "not really a picture");
        Album album = new Album();

        inTransaction(em -> {
            URI link = store(em, album, front);
            assertThat(link)
                    .asString()
                    .startsWith("https://example.org/files/" + album.getCover().key());
        });

        inTransaction(em -> {
            Album loaded = em.find(Album.class, album.getId());
            assertThat(loaded.getCover().key()).matches("covers/\\d{4}/\\d{2}/front_[0-9a-z]{12}\\.png");
            assertThat(text(loaded.getCover())).isEqualTo("not really a picture");
        });
    }

    @Test
    void the_second_example_describes_the_file_in_its_siblings() {
        Invoice invoice = new Invoice("2026-1", "Jane Doe");
        invoice.setScan(FileRef.of("scan.txt", "100 EUR"));
        invoice.getEnclosures().add(FileRef.of("terms.txt", "30 days"));

        inTransaction(em -> em.persist(invoice));

        inTransaction(em -> {
            Invoice loaded = em.find(Invoice.class, "2026-1");
            assertThat(loaded.getScan().storage()).isEqualTo("invoices");
            assertThat(loaded.getScan().key()).startsWith("Jane_Doe/");
            assertThat(loaded.getScanSize()).isEqualTo(7);
            assertThat(loaded.getScanType()).isEqualTo("text/plain");
            assertThat(loaded.getScanName()).isEqualTo("scan.txt");
            assertThat(loaded.getScanSha256()).hasSize(64);
            assertThat(loaded.getEnclosures()).hasSize(1);
        });
    }

    private static URI store(EntityManager em, Album album, Path front) {
        try {
            return Examples.store(em, album, front);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(FileRef file) {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void inTransaction(Consumer<EntityManager> work) {
        units.inTransaction(work::accept);
    }
}
