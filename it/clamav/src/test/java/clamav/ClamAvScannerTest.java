package clamav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.FileScanner;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.memory.MemoryStorage;

/** Files on their way into a storage, past a real daemon. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClamAvScannerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Clamd clamd;
    private static EntityManagerFactory unit;

    private final Storage storage = new MemoryStorage();
    private StoredFiles.Registration registration = () -> {};

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Clamd.program();
        if (program.isEmpty()) {
            String reason = "ClamAV is not tested: there is no clamd; install it with 'apt-get install clamav-daemon'";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        clamd = Clamd.start(program.get(), folder);
        unit = Persistence.createEntityManagerFactory("clamav");
    }

    @AfterAll
    static void stop() throws IOException {
        if (unit != null) {
            unit.close();
        }
        if (clamd != null) {
            clamd.close();
        }
    }

    @AfterEach
    void forget() {
        registration.close();
    }

    @Test
    void a_clean_file_is_stored() throws IOException {
        use(new ClamAvScanner(clamd.address(), PATIENCE));

        Mail mail = save(FileRef.of("note.txt", "nothing to fear"));

        assertThat(mail.attachment.open()).hasContent("nothing to fear");
    }

    @Test
    void an_empty_file_is_clean() throws IOException {
        use(new ClamAvScanner(clamd.address(), PATIENCE));

        assertThat(save(FileRef.of("empty.txt", "")).attachment.size()).isZero();
    }

    @Test
    void a_virus_is_refused_and_nothing_is_stored() throws IOException {
        use(new ClamAvScanner(clamd.address(), PATIENCE));

        assertThatThrownBy(() -> save(FileRef.of("note.txt", Clamd.EICAR)))
                .hasStackTraceContaining("FileRefusedException: ClamAV found Eicar-Test");

        assertNothing();
    }

    @Test
    void a_virus_deep_in_a_stream_is_refused() throws IOException {
        use(new ClamAvScanner(clamd.address(), PATIENCE));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[3_000_001]);
        bytes.write(Clamd.EICAR.getBytes(StandardCharsets.US_ASCII));
        bytes.write(new byte[3_000_001]);

        assertThatThrownBy(() -> save(FileRef.of("disk.img", new ByteArrayInputStream(bytes.toByteArray()))))
                .hasStackTraceContaining("ClamAV found Eicar-Test");

        assertNothing();
    }

    @Test
    void while_the_daemon_is_down_files_are_refused_or_let_through() throws IOException {
        FileScanner down =
                new ClamAvScanner(java.net.UnixDomainSocketAddress.of(folder.resolve("nobody.socket")), PATIENCE);
        use(down);
        assertThatThrownBy(() -> save(FileRef.of("note.txt", "text"))).hasStackTraceContaining("could not be stored");
        assertNothing();
        registration.close();

        use(down.orAccept());
        Mail mail = save(FileRef.of("note.txt", "text"));

        assertThat(mail.attachment.open()).hasContent("text");
    }

    private void use(FileScanner scanner) {
        registration = StoredFiles.builder()
                .storage("default", storage)
                .scanner(scanner)
                .build()
                .register();
    }

    private void assertNothing() throws IOException {
        try (var objects = storage.list("")) {
            assertThat(objects).isEmpty();
        }
    }

    private static Mail save(FileRef attachment) {
        Mail mail = new Mail();
        mail.attachment = attachment;
        var em = unit.createEntityManager();
        try {
            em.getTransaction().begin();
            em.persist(mail);
            em.getTransaction().commit();
            return mail;
        } finally {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
            em.close();
        }
    }
}
