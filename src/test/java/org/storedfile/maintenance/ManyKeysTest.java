package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million keys with {@code -Dstoredfile.test.scale=full}, some thousands without, in a JVM of little memory. */
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyKeysTest {
    private static final int KEYS =
            System.getProperty("storedfile.test.scale", "").equals("full") ? 1_000_000 : 30_000;
    private static final int NEVER = 10_000_000;

    private static EmbeddedPostgres server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("fsync", "off")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        execute("drop table if exists Page");
        execute("create table Page (id bigint primary key, file varchar(255), file_size bigint)");
        execute("insert into Page select n, 'pages/' || n % 97 || '/page-' || n || '_k3v9x0q2m7ad.png', 7"
                + " from generate_series(0, " + (KEYS - 1) + ") n");
        // Each batch asks which rows have its files: without an index, of all rows.
        execute("create index page_file on Page (file)");
        execute("analyze Page");
    }

    @Test
    void all_of_them_are_verified_in_128_megabytes() throws Exception {
        String output = run("verify", NEVER, 0);

        assertThat(output)
                .contains("rows=" + KEYS, "objects=" + KEYS, "kinds=2")
                .contains("missing=" + KEYS / 1000, "orphans=" + KEYS / 1000);
    }

    @Test
    void a_run_that_was_killed_goes_on_and_ends_with_the_same_counts() throws Exception {
        String killed = run("verify", KEYS / 1000 + 3, 9);
        assertThat(killed).contains("dies=");

        String output = run("verify", NEVER, 0);

        assertThat(output).contains("missing=" + KEYS / 1000, "orphans=" + KEYS / 1000, "kinds=2");
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void a_sweep_that_was_killed_goes_on_and_removes_what_has_no_row_and_nothing_else() throws Exception {
        run("sweep", KEYS / 20, 9);
        assertThat(marked("gone")).isBetween(KEYS / 20, KEYS / 10 - 1);

        String output = run("sweep", NEVER, 0);

        assertThat(output).contains("rows=" + KEYS, "removed=" + KEYS / 10, "orphans=" + KEYS / 10, "kinds=1");
        assertThat(marked("gone")).isEqualTo(KEYS / 10);
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void a_copy_that_was_killed_goes_on_and_all_rows_follow() throws Exception {
        int there = KEYS - KEYS / 1000;
        run("copy", KEYS / 2000, 9);
        assertThat(marked("copied")).isBetween(KEYS / 4, there - 1);

        String output = run("copy", NEVER, 0);

        assertThat(output).contains("missing=" + KEYS / 1000, "kinds=1");
        assertThat(marked("copied")).isEqualTo(there);
        assertThat(count("select count(*) from Page where file like 'archive:pages/%'"))
                .isEqualTo(there);
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    private int marked(String name) throws IOException {
        int count = 0;
        for (byte mark : Files.readAllBytes(folder.resolve(name))) {
            count += mark;
        }
        return count;
    }

    @SuppressWarnings("SystemOut") // The figures are for whoever looks at the build.
    private String run(String task, int dieAfter, int exit) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyKeys.class.getName(),
                        task,
                        server.getJdbcUrl("postgres", "postgres"),
                        Integer.toString(KEYS),
                        folder.toString(),
                        Integer.toString(dieAfter)))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exit);
        System.out.println(KEYS + " keys, -Xmx128m, " + task + ": "
                + output.replaceAll("(?m)^.* .*$", "").replaceAll("\\s+", " "));
        return output;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
