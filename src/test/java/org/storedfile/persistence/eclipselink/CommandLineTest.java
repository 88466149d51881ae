package org.storedfile.persistence.eclipselink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** The command line as a process of its own, beside a running application with EclipseLink, H2 and two folders. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandLineTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="albums" transaction-type="JTA">
                <provider>org.eclipse.persistence.jpa.PersistenceProvider</provider>
                <jta-data-source>java:app/jdbc/albums</jta-data-source>
                <class>org.storedfile.persistence.suite.model.Album</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <properties>
                  <property name="eclipselink.weaving" value="%s" />
                  <property name="eclipselink.logging.level" value="OFF" />
                  <property name="eclipselink.target-server" value="JBoss" />
                  %s
                </properties>
              </persistence-unit>
            </persistence>
            """;
    private static final String CUSTOMIZER = "<property name=\"eclipselink.session.customizer\""
            + " value=\"org.storedfile.persistence.eclipselink.StoredFileCustomizer\" />";

    private static Server server;

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final String database = "mem:albums" + NUMBER.incrementAndGet() + ";MODE=LEGACY";
    private Path objects;
    private Path archived;
    private URLClassLoader loader;
    private StoredFiles files;
    private StoredFiles.Registration registration;
    private EntityManagerFactory application;

    @BeforeAll
    static void serve() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0").start();
    }

    @AfterAll
    static void stopServing() {
        server.stop();
    }

    @BeforeEach
    void application() throws IOException {
        objects = Files.createDirectory(folder.resolve("objects"));
        archived = Files.createDirectory(folder.resolve("archive"));
        describe(CUSTOMIZER);
        Files.writeString(
                folder.resolve("application.properties"), """
                jakarta.persistence.jdbc.url=jdbc:h2:%s/%s
                jakarta.persistence.jdbc.user=sa
                storedfile.storages.default.type=filesystem
                storedfile.storages.default.location=%s
                storedfile.storages.default.exclusive=true
                storedfile.storages.archive.type=filesystem
                storedfile.storages.archive.location=%s
                """.formatted(server.getURL(), database, objects, archived));
        files = StoredFiles.builder()
                .storage("default", storage(objects))
                .storage("archive", storage(archived))
                .journal(JournalSettings.builder().interval(Duration.ZERO).build())
                .build();
        registration = files.register();
        loader = new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(loader);
        application = Persistence.createEntityManagerFactory(
                "albums",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "eclipselink.target-server", "None",
                        "eclipselink.session-name", database,
                        "jakarta.persistence.jdbc.url", url(),
                        "jakarta.persistence.jdbc.user", "sa",
                        "jakarta.persistence.schema-generation.database.action", "create"));
        application.createEntityManager().close();
    }

    @AfterEach
    void stop() throws IOException {
        application.close();
        registration.close();
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    @Test
    void verify_and_sweep_tell_and_remove() throws Exception {
        Album album = save("one.png");
        Album lost = save("two.png");
        assertThat(run("verify", "--quiet").exit).isZero();
        Files.delete(objects.resolve(lost.cover.key()));
        Path orphan = Files.writeString(objects.resolve(album.cover.key()).resolveSibling("orphan.png"), "nobody's");

        Result verified = run("verify", "--json", "--grace", "PT0S", "--checksums", "read");

        assertThat(verified.exit).as(verified.toString()).isEqualTo(1);
        assertThat(verified.json())
                .extracting(line -> line.path("finding").path("problem").asText())
                .containsExactlyInAnyOrder("MISSING", "ORPHAN", "");
        assertThat(verified.json().get(2).path("report").path("rows").asInt()).isEqualTo(2);
        assertThat(run("sweep", "-s", "default", "--grace", "PT0S").out)
                .contains("orphan default:" + name(orphan), "removed: 0");
        assertThat(run("sweep", "-s", "default", "--grace", "PT0S", "--delete").out)
                .contains("removed: 1");
        assertThat(stored(objects)).containsExactly(album.cover.key());
    }

    @Test
    void copy_moves_files_and_rows_follow_while_the_application_runs() throws Exception {
        Album album = save("one.png");
        save("two.png");

        Result copied = run("copy", "default", "archive");

        assertThat(copied.exit).as(copied.toString()).isZero();
        assertThat(copied.out).contains("copied: 2", "moved: 2");
        assertThat(columns())
                .hasSize(2)
                .contains("archive:" + album.cover.key())
                .allMatch(value -> value.startsWith("archive:covers/"));
        commit(em -> {
            Album found = em.find(Album.class, album.id);
            em.refresh(found);
            assertThat(found.cover.storage()).isEqualTo("archive");
            assertThat(text(found.cover)).isEqualTo("one.png");
            found.cover = FileRef.of("new.png", "new");
        });
        assertThat(stored(archived)).hasSize(1);
        assertThat(run("copy", "default", "archive").out).contains("moved: 1");
        assertThat(run("verify", "-s", "archive", "--checksums", "read").out).contains("objects: 2", "rows: 2");
    }

    @Test
    void the_journal_is_told_and_heeded_by_a_process_that_has_none_itself() throws Exception {
        Album album = save("one.png");
        Path underWay = Files.writeString(
                objects.resolve(album.cover.key()).resolveSibling("under-way.png"), "soon somebody's");
        Journal.of(files)
                .get(0)
                .intend(List.of(new FileLocation("default", Key.of(name(underWay)))), Duration.ofHours(1));

        Result told = run("journal", "status");

        assertThat(told.exit).as(told.toString()).isZero();
        assertThat(told.out.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("stored_file_journal: rows: 1, overdue: 0"),
                        line -> assertThat(line)
                                .matches("intent default: rows: 1, oldest: [0-9ms]+, overdue: 0, attempts: 0"));
        assertThat(run("sweep", "-s", "default", "--grace", "PT0S", "--delete").out)
                .contains("removed: 0");
        assertThat(underWay).exists();
    }

    @Test
    void sweep_removes_nothing_where_rows_are_not_seen_for_want_of_the_customizer() throws Exception {
        Album album = save("one.png");
        describe("");

        Result refused = run("sweep", "-s", "default", "--grace", "PT0S", "--delete");

        assertThat(refused.exit).as(refused.toString()).isEqualTo(3);
        assertThat(refused.err)
                .contains("it needs Hibernate, or EclipseLink with StoredFileCustomizer")
                .doesNotContain("\tat ");
        assertThat(stored(objects)).containsExactly(album.cover.key());
    }

    private void describe(String property) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("classes/META-INF")).resolve("persistence.xml"),
                UNIT.formatted(System.getProperty("storedfile.test.weaving", "false"), property));
    }

    private static Storage storage(Path folder) throws IOException {
        return FileSystemStorage.builder(folder).build();
    }

    /** What a process said. */
    private record Result(int exit, String out, String err) {
        List<JsonNode> json() throws IOException {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : out.lines().toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
            return lines;
        }
    }

    private Result run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"),
                "org.storedfile.cli.Main"));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("--config", folder.resolve("application.properties").toString()));
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), out, Files.readString(err));
    }

    private Album save(String name) {
        Album album = new Album(FileRef.of(name, name));
        commit(em -> em.persist(album));
        return album;
    }

    private void commit(Consumer<EntityManager> work) {
        EntityManager em = application.createEntityManager();
        try {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
        } finally {
            em.close();
        }
    }

    private static String text(FileRef file) {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String name(Path object) {
        return objects.relativize(object).toString();
    }

    private static List<String> stored(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private List<String> columns() throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select cover from Album")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private String url() {
        return "jdbc:h2:" + database + ";DB_CLOSE_DELAY=-1";
    }
}
