package org.storedfile.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.maintenance.CopyOptions;
import org.storedfile.maintenance.Progress;
import org.storedfile.maintenance.Progress.Step;
import org.storedfile.maintenance.Progress.Task;
import org.storedfile.storage.Key;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Server;
import software.amazon.awssdk.services.s3.S3Client;

/** The command line as a process of its own, beside a running application with PostgreSQL, a folder and an S3 server. */
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="letters" transaction-type="JTA">
                <class>org.storedfile.cli.Letter</class>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="drop-and-create" />
                </properties>
              </persistence-unit>
            </persistence>
            """;

    @SuppressWarnings("NullAway.Init") // As JUnit calls servers() first.
    private static EmbeddedPostgres database;

    private static S3Server s3;

    @TempDir
    Path folder;

    private Path objects;
    private StoredFiles files;
    private StoredFiles.Registration registration;
    private SessionFactory application;

    @BeforeAll
    static void servers() throws Exception {
        database = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("fsync", "off")
                .start();
        s3 = S3Server.start();
    }

    @AfterAll
    static void stopServers() throws IOException {
        database.close();
        s3.close();
    }

    @BeforeEach
    void application() throws IOException {
        objects = Files.createDirectory(folder.resolve("objects"));
        Files.writeString(
                Files.createDirectories(folder.resolve("classes/META-INF")).resolve("persistence.xml"), UNIT);
        Files.writeString(folder.resolve("application.properties"), """
                jakarta.persistence.jdbc.url=%s
                storedfile.storages.default.type=filesystem
                storedfile.storages.default.location=%s
                storedfile.storages.default.exclusive=true
                storedfile.storages.bucket.type=s3
                storedfile.storages.bucket.bucket=%s
                storedfile.storages.bucket.endpoint=%s
                storedfile.storages.bucket.access-key=%s
                storedfile.storages.bucket.secret-key=%s
                """.formatted(
                        url(), objects, S3Server.BUCKET, s3.endpoint(), S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
        files = StoredFiles.builder()
                .storage("default", FileSystemStorage.builder(objects).build())
                .journal(JournalSettings.builder().interval(Duration.ZERO).build())
                .build();
        registration = files.register();
        application = new Configuration()
                .addAnnotatedClass(Letter.class)
                .setProperty("jakarta.persistence.jdbc.url", url())
                .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                .buildSessionFactory();
    }

    @AfterEach
    void stop() throws SQLException {
        application.close();
        registration.close();
        execute("drop table stored_file_journal");
    }

    @Test
    void verify_and_sweep_tell_and_remove() throws Exception {
        Letter letter = save("one.txt");
        Letter lost = save("two.txt");
        assertThat(run("verify", "--quiet").exit).isZero();
        Files.delete(objects.resolve(lost.key()));
        Files.writeString(objects.resolve("letters/orphan.txt"), "nobody's");

        Result verified = run("verify", "--json", "--grace", "PT0S", "--checksums", "read");

        assertThat(verified.exit).isEqualTo(1);
        assertThat(verified.json())
                .extracting(line -> line.path("finding").path("problem").asText())
                .containsExactlyInAnyOrder("MISSING", "ORPHAN", "");
        JsonNode report = verified.json().get(2).path("report");
        assertThat(report.path("rows").asInt()).isEqualTo(2);
        assertThat(report.path("problems").path("MISSING").asInt()).isOne();
        assertThat(verified.err).contains("rows", "of 4");

        assertThat(run("sweep", "-s", "default", "--grace", "PT0S").out)
                .contains("orphan default:letters/orphan.txt", "removed: 0");
        assertThat(run("sweep", "-s", "default", "--grace", "PT0S", "--delete").out)
                .contains("removed: 1");
        try (Stream<Path> left = Files.list(objects.resolve("letters"))) {
            assertThat(left).containsExactly(objects.resolve(letter.key()));
        }
        Result refused = run("sweep", "-s", "bucket", "--delete");
        assertThat(refused.exit).isEqualTo(3);
        assertThat(refused.err).contains("not declared exclusive").doesNotContain("\tat ");
    }

    @Test
    void copy_moves_files_to_the_bucket_and_rows_follow_while_the_application_runs() throws Exception {
        Letter letter = save("one.txt");
        save("two.txt");

        Result copied = run("copy", "default", "bucket");

        assertThat(copied.exit).as(copied.toString()).isZero();
        assertThat(copied.out).contains("copied: 2", "moved: 2");
        assertThat(columns()).hasSize(2).allMatch(value -> value.startsWith("bucket:letters/"));
        assertThat(columns()).contains("bucket:" + letter.key());
        Result again = run("copy", "default", "bucket", "--json");
        assertThat(again.json().get(0).path("report").path("moved").asInt()).isZero();
        assertThat(run("verify", "-s", "bucket", "--checksums", "read").out).contains("objects: 2", "rows: 2");
    }

    @Test
    void the_journal_is_told_and_heeded_by_a_process_that_has_none_itself() throws Exception {
        save("one.txt");
        Files.writeString(objects.resolve("letters/under-way.txt"), "soon somebody's");
        Journal.of(files).get(0).intend(List.of(at("under-way.txt"), at("late.txt")), Duration.ofHours(1));
        execute("update stored_file_journal set state = 'removal', attempts = 4, due_at = due_at - 10800000, last_error"
                + " = 'java.io.IOException: no such host' where object_key = 'letters/late.txt'");

        Result told = run("journal", "status");

        assertThat(told.exit).as(told.toString()).isZero();
        assertThat(told.out.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("stored_file_journal: rows: 2, overdue: 1"),
                        line -> assertThat(line)
                                .matches("intent default: rows: 1, oldest: [0-9ms]+, overdue: 0, attempts: 0"),
                        line -> assertThat(line)
                                .matches("removal default: rows: 1, oldest: [0-9ms]+, overdue: 1 for 2h[0-9ms]+,"
                                        + " attempts: 4"),
                        line -> assertThat(line)
                                .isEqualTo("failed removal default:letters/late.txt, attempts: 4:"
                                        + " java.io.IOException: no such host"));
        assertThat(run("journal", "status", "--alarm", "PT1H").exit).isEqualTo(1);
        assertThat(run("journal", "status", "--alarm", "PT3H").exit).isZero();
        JsonNode journal = run("journal", "status", "--json").json().get(0).path("journal");
        assertThat(journal.path("groups").path(1).path("state").asText()).isEqualTo("removal");
        assertThat(journal.path("groups").path(1).path("overdueSeconds").asInt())
                .isBetween(7200, 10_000);
        assertThat(journal.path("failures").path(0).path("key").asText()).isEqualTo("letters/late.txt");
        assertThat(run("sweep", "-s", "default", "--grace", "PT0S", "--delete").out)
                .contains("removed: 0");
        assertThat(objects.resolve("letters/under-way.txt")).exists();
    }

    @Test
    void sweep_spares_what_an_attribute_keeps_for_ever_and_removes_nothing_where_no_journal_knows_it()
            throws Exception {
        Letter letter = save("one.txt");
        commit(session -> session.find(Letter.class, letter.id).seal = FileRef.of("old.txt", "old"));
        commit(session -> session.find(Letter.class, letter.id).seal = FileRef.of("new.txt", "new"));
        Files.writeString(objects.resolve("seals/orphan.txt"), "nobody's");
        String[] sweep = {"sweep", "-s", "default", "--grace", "PT0S", "--delete"};

        Result refused = run(Stream.concat(Stream.of(sweep), Stream.of("-P", "storedfile.journal.enabled=false"))
                .toArray(String[]::new));
        assertThat(refused.exit).as(refused.toString()).isEqualTo(3);
        assertThat(refused.err).contains("Letter.seal keeps files for ever, and there is no journal");

        Result swept = run(sweep);
        assertThat(swept.out).as(swept.toString()).contains("orphan default:seals/orphan.txt", "removed: 1");
        try (Stream<Path> left = Files.list(objects.resolve("seals"))) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void where_the_journal_is_not_found_sweep_warns_and_removes_nothing() throws Exception {
        save("one.txt");
        Files.writeString(objects.resolve("letters/under-way.txt"), "soon somebody's");
        String[] sweep = {"sweep", "-s", "default", "--grace", "PT0S", "-P", "storedfile.journal.table=ops.sfj"};

        Result told = run(sweep);

        assertThat(told.exit).as(told.toString()).isZero();
        assertThat(told.err).contains("there is no table ops.sfj where the persistence unit of Letter.");

        Result refused =
                run(Stream.concat(Stream.of(sweep), Stream.of("--delete")).toArray(String[]::new));

        assertThat(refused.exit).as(refused.toString()).isEqualTo(3);
        assertThat(refused.err)
                .contains("failed: there is no table ops.sfj where the persistence unit of Letter.")
                .doesNotContain("\tat ");
        assertThat(objects.resolve("letters/under-way.txt")).exists();
    }

    @Test
    void without_a_journal_that_is_said_and_none_is_made() throws Exception {
        Result told = run("journal", "status", "-P", "storedfile.journal.table=other");

        assertThat(told.exit).isEqualTo(3);
        assertThat(told.err)
                .contains("there is no journal: no database of the units has a table other")
                .doesNotContain("\tat ");
    }

    @Test
    void wrong_use_and_wrong_settings_have_exit_codes_of_their_own() throws Exception {
        Result unknown = run("verify", "--checksums", "maybe");
        assertThat(unknown.exit).isEqualTo(2);
        assertThat(unknown.err).contains("--checksums", "Usage:");

        Result itself = run("copy", "default", "default");
        assertThat(itself.exit).isEqualTo(2);
        assertThat(itself.err).contains("'default' cannot be copied to itself");

        Result none = run("sweep", "-s", "default", "--rate", "0");
        assertThat(none.exit).isEqualTo(2);
        assertThat(none.err).contains("0 is too few: it must be at least 1", "Usage:");

        Result partly = run("sweep", "-s", "default", "--delete", "--unit", "letters");
        assertThat(partly.exit).isEqualTo(2);
        assertThat(partly.err).contains("objects that rows of other units hold");

        Result wrong = run("verify", "-P", "storedfile.storages.bucket.type=tape");
        assertThat(wrong.exit).isEqualTo(3);
        assertThat(wrong.err).contains("'tape'").doesNotContain("\tat ");
    }

    @Test
    void what_is_missing_on_the_class_path_is_not_told_as_damage() throws Exception {
        save("one.txt");

        Result failed = runWithout("jboss-logging", "verify");

        assertThat(failed.exit).as(failed.toString()).isEqualTo(3);
        assertThat(failed.err).contains("NoClassDefFoundError: org/jboss/logging");
    }

    @Test
    void without_Jackson_only_json_cannot_be_had() throws Exception {
        save("one.txt");

        Result text = runWithout("jackson-", "verify", "-s", "default", "--checksums", "stored");
        assertThat(text.exit).as(text.toString()).isZero();
        assertThat(text.out).contains("objects: 1", "rows: 1");

        Result json = runWithout("jackson-", "verify", "--json");
        assertThat(json.exit).isEqualTo(3);
        assertThat(json.err)
                .contains("failed: --json needs com.fasterxml.jackson.core:jackson-databind on the class path")
                .doesNotContain("\tat ");
    }

    @Test
    void what_a_killed_copy_left_in_the_bucket_is_aborted_when_it_goes_on() throws Exception {
        Path work = Files.createDirectory(folder.resolve("copying"));
        CopyOptions options = CopyOptions.of("default", "bucket").workFolder(work);
        Files.writeString(work.resolve("state.properties"), "options=COPY " + options);
        Letter letter = save("one.txt");
        try (S3Client client = S3Server.client(s3.endpoint()).build()) {
            client.createMultipartUpload(
                    request -> request.bucket(S3Server.BUCKET).key(letter.key()));
            assertThat(uploads(client)).isOne();

            Result copied = run("copy", "default", "bucket", "--work", work.toString());

            assertThat(copied.exit).as(copied.toString()).isZero();
            assertThat(uploads(client)).isZero();
            // Others count what is there.
            client.deleteObject(request -> request.bucket(S3Server.BUCKET).key(letter.key()));
        }
    }

    @Test
    void a_work_folder_is_that_of_one_command_and_empty_when_it_is_done() throws Exception {
        save("one.txt");
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(work.resolve("state.properties"), "options=COPY of another command");

        Result refused = run("sweep", "-s", "default", "--work", work.toString());
        assertThat(refused.exit).isEqualTo(3);
        assertThat(refused.err).contains("holds an unfinished run with other options: COPY of another command");

        Files.delete(work.resolve("state.properties"));
        assertThat(run("sweep", "-s", "default", "--work", work.toString()).exit)
                .isZero();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void the_bar_tells_step_and_share() {
        assertThat(ProgressBar.line(new Progress(Task.VERIFY, Step.FILES, 1500, OptionalLong.of(3000), 2)))
                .isEqualTo("files   [###############               ] 1,500 of 3,000, 2 found");
        assertThat(ProgressBar.line(new Progress(Task.VERIFY, Step.OBJECTS, 7, OptionalLong.empty(), 0)))
                .isEqualTo("objects  7, 0 found");
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
        return run(System.getProperty("java.class.path"), arguments);
    }

    private Result runWithout(String library, String... arguments) throws Exception {
        String others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !new File(path).getName().startsWith(library))
                .collect(joining(File.pathSeparator));
        return run(others, arguments);
    }

    private Result run(String classPath, String[] arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + classPath,
                "org.storedfile.cli.Main"));
        command.addAll(List.of(arguments));
        if (!arguments[0].startsWith("-")) {
            command.addAll(
                    List.of("--config", folder.resolve("application.properties").toString()));
        }
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), out, Files.readString(err));
    }

    private Letter save(String name) {
        Letter letter = new Letter(FileRef.of(name, name));
        commit(session -> session.persist(letter));
        return letter;
    }

    private void commit(Consumer<Session> work) {
        try (Session session = application.openSession()) {
            session.beginTransaction();
            work.accept(session);
            session.getTransaction().commit();
        }
    }

    private static int uploads(S3Client client) {
        return client.listMultipartUploads(request -> request.bucket(S3Server.BUCKET))
                .uploads()
                .size();
    }

    private static FileLocation at(String name) {
        return new FileLocation("default", Key.of("letters/" + name));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> columns() throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from Letter")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static String url() {
        return database.getJdbcUrl("postgres", "postgres");
    }
}
