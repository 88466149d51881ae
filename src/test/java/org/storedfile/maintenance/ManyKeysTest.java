package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    private static final String NEVER = "1000000";

    private static EmbeddedPostgres server;

    @TempDir
    Path folder;

    @BeforeAll
    static void fill() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("fsync", "off")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table Page (id bigint primary key, file varchar(255), file_size bigint)");
            statement.execute("insert into Page select n, 'pages/' || n % 97 || '/page-' || n || '_k3v9x0q2m7ad.png', 7"
                    + " from generate_series(0, " + (KEYS - 1) + ") n");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void all_of_them_are_verified_in_128_megabytes() throws Exception {
        String output = run(NEVER, 0);

        assertThat(output)
                .contains("rows=" + KEYS, "objects=" + KEYS, "kinds=2")
                .contains("missing=" + KEYS / 1000, "orphans=" + KEYS / 1000);
    }

    @Test
    void a_run_that_was_killed_goes_on_and_ends_with_the_same_counts() throws Exception {
        String killed = run(Integer.toString(KEYS / 1000 + 3), 9);
        assertThat(killed).contains("dies=");

        String output = run(NEVER, 0);

        assertThat(output).contains("missing=" + KEYS / 1000, "orphans=" + KEYS / 1000, "kinds=2");
        assertThat(folder).isEmptyDirectory();
    }

    @SuppressWarnings("SystemOut") // The figures are for whoever looks at the build.
    private String run(String dieAfter, int exit) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyKeys.class.getName(),
                        server.getJdbcUrl("postgres", "postgres"),
                        Integer.toString(KEYS),
                        folder.toString(),
                        dieAfter))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exit);
        System.out.println(KEYS + " keys, -Xmx128m: "
                + output.replaceAll("(?m)^.* .*$", "").replaceAll("\\s+", " "));
        return output;
    }
}
